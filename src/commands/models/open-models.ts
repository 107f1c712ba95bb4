import type { Configuration } from '../../../schemas/configuration.ts'
import type { BundleStore } from '../../classify/bundles/bundle.ts'
import { createBundleStore } from '../../classify/bundles/create-bundle-store.ts'
import { modelsFolder } from '../../classify/bundles/models-folder.ts'
import { openStarter } from '../../classify/starter/open-starter.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { loadReadable } from '../load-readable.ts'

export interface OpenedModels {
  config: Configuration
  store: BundleStore
  /** What was told of models that cannot be used, so that nothing is told twice. */
  told: ReadonlySet<string>
}

/**
 * The models of the configuration; what cannot be used is told on stderr. Null: the configuration is faulty, which has been told too;
 * end with `exitCode.configuration`.
 */
export const openModels = (terminal: Terminal): OpenedModels | null => {
  const config = loadReadable(terminal)
  if (config === null) return null
  const told = new Set<string>()
  const store = createBundleStore({
    folder: modelsFolder(config),
    starter: () => openStarter(),
    onRefused: (why) => {
      told.add(why)
      terminal.stderr.write(`relevo: ${plainText(why)}\n`)
    },
  })
  return { config, store, told }
}
