import type { HelpdeskConfig } from '../../schemas/configuration.ts'

/** How long one call to a help desk may take, ms. A disk has no such setting: what takes longer is stuck. */
const onDiskMs = 30_000

export const requestTimeoutOf = (config: HelpdeskConfig | undefined): number =>
  config === undefined || config.vendor === 'files' ? onDiskMs : config.timeouts.request
