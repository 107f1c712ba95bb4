/** Where a server is asked, and with which credentials. */
export interface Endpoint {
  origin: string
  /** With the query, where the address has one. */
  path: string
  /** Without credentials and query: for people and the record. */
  url: string
  authorization: string
  /** What must never be shown, should the server quote it. */
  secrets: string[]
}

/** Some gateways want a header although they want no key. */
const noKey = 'none'

/** `baseUrl` usually ends in `/v1`, and nothing is added to it but the path. Credentials may stand in it. */
export const openEndpoint = ({
  baseUrl,
  apiKey,
}: {
  baseUrl: string
  apiKey?: string | undefined
}): Endpoint => {
  const address = new URL(baseUrl)
  const path = `${address.pathname.replace(/\/+$/, '')}/chat/completions`
  const [user, password] = [decodeURIComponent(address.username), decodeURIComponent(address.password)]
  const isBasic = apiKey === undefined && user !== ''
  return {
    origin: address.origin,
    path: `${path}${address.search}`,
    url: `${address.origin}${path}`,
    authorization: isBasic
      ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
      : `Bearer ${apiKey ?? noKey}`,
    secrets: [apiKey ?? '', password].filter((secret) => secret.length >= 3),
  }
}
