import type { Configuration } from '../../../schemas/configuration.ts'

/** Where the desk is reached, as far as the configuration tells; without a slash at its end. */
export const siteAddressOf = ({ publicUrl, server }: Pick<Configuration, 'publicUrl' | 'server'>): string => {
  const isEverywhere = server.host === '0.0.0.0' || server.host === '::'
  const host = isEverywhere ? 'localhost' : server.host.includes(':') ? `[${server.host}]` : server.host
  return (publicUrl ?? `http://${host}:${server.port}`).replace(/\/+$/, '')
}
