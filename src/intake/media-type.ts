export interface MediaType {
  /** `type/subtype` in lower case; `''` when the header is absent or no media type. */
  essence: string
  charset: string | null
}

const plainJson: MediaType = { essence: 'application/json', charset: null }

/** Reads a Content-Type header tolerantly: builders write `json`, or leave a semicolon at the end. */
export const readMediaType = (header: string | undefined): MediaType => {
  if (header === 'application/json') return plainJson
  const [essence = '', ...parameters] = (header ?? '').toLowerCase().split(';')
  const charset = parameters
    .map((part) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(part)?.[1])
    .find(Boolean)
  return { essence: essence.trim(), charset: charset ?? null }
}
