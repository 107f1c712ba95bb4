import { join } from 'node:path'

/** Where trainings of an installation keep what they read, and their lock. */
export const trainingFolder = ({ store }: { store: { dataDir: string } }): string =>
  join(store.dataDir, 'training')

/** Where a help desk's tickets are kept while they are read; `purpose`: when it is for something else than a training. */
export const collectionPath = (
  config: { store: { dataDir: string } },
  helpdesk: string,
  purpose?: 'backtest',
): string =>
  // No help desk has a dot in its name.
  join(trainingFolder(config), `collected-${helpdesk}${purpose === undefined ? '' : `.${purpose}`}.jsonl`)
