import { resolve } from 'node:path'
import type { Configuration } from '../../schemas/configuration.ts'

/** Folders and files are named as seen from the file that names them, wherever the service is started. */
export const resolveFolders = (config: Configuration, folder: string): Configuration => ({
  ...config,
  classification: {
    ...config.classification,
    ...(config.classification.models === undefined
      ? {}
      : { models: resolve(folder, config.classification.models) }),
    ...(config.classification.encoder?.kind === 'onnx'
      ? {
          encoder: {
            ...config.classification.encoder,
            file: resolve(folder, config.classification.encoder.file),
            vocabulary: resolve(folder, config.classification.encoder.vocabulary),
          },
        }
      : {}),
  },
  assist: {
    ...config.assist,
    ...(config.assist.playbooks === undefined ? {} : { playbooks: resolve(folder, config.assist.playbooks) }),
  },
  helpdesks: Object.fromEntries(
    Object.entries(config.helpdesks).map(([name, helpdesk]) => [
      name,
      helpdesk.vendor === 'files' ? { ...helpdesk, dir: resolve(folder, helpdesk.dir) } : helpdesk,
    ]),
  ),
})
