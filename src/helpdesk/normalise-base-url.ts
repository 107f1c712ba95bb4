/** Where a helpdesk's API is: `origin` for the connection, `prefix` for every path (`''` or `/x`, never ending in `/`). */
export interface BaseUrl {
  origin: string
  prefix: string
}

/**
 * Makes an address of what people configure: a full address, else a domain in any of the forms `acme`,
 * `acme.freshdesk.com`, `https://acme.freshdesk.com/`. Double slashes go (Freshdesk answers `//tickets` with a misleading
 * 400 `invalid_field`), and so does an API path that was copied along. Throws a TypeError when there is no address in it.
 */
export const normaliseBaseUrl = (
  config: { domain?: string | undefined; baseUrl?: string | undefined },
  vendor: { hostSuffix: string; apiPath: string },
): BaseUrl => {
  const url = new URL(config.baseUrl ?? addressOf(config.domain ?? '', vendor.hostSuffix))
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TypeError('The address must be http(s).')
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  return {
    origin: url.origin,
    prefix: path.endsWith(vendor.apiPath) ? path.slice(0, -vendor.apiPath.length) : path,
  }
}

const addressOf = (domain: string, hostSuffix: string): string => {
  const host = domain
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase()
  if (host === '') throw new TypeError('The domain is empty.')
  return `https://${host.includes('.') ? host : `${host}${hostSuffix}`}`
}
