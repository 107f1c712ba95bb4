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
}

/**
 * The models of the configuration; what cannot be used is told on stderr. Null: the configuration is faulty, which has been told too;
 * end with `exitCode.configuration`.
 */
export const openModels = (terminal: Terminal): OpenedModels | null => {
  const config = loadReadable(terminal)
  if (config === null) return null
  const store = createBundleStore({
    folder: modelsFolder(config),
    starter: () => openStarter(),
    onRefused: (why) => terminal.stderr.write(`relevo: ${plainText(why)}\n`),
  })
  return { config, store }
}
