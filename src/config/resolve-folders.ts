import { resolve } from 'node:path'
import type { Configuration } from '../../schemas/configuration.ts'

/** A folder of tickets is named as seen from the file that names it, wherever the service is started. */
export const resolveFolders = (config: Configuration, folder: string): Configuration => ({
  ...config,
  helpdesks: Object.fromEntries(
    Object.entries(config.helpdesks).map(([name, helpdesk]) => [
      name,
      helpdesk.vendor === 'files' ? { ...helpdesk, dir: resolve(folder, helpdesk.dir) } : helpdesk,
    ]),
  ),
})
