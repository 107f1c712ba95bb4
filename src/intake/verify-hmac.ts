import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether the header holds the HMAC of these bytes under one of the secrets: hex or base64, after an optional prefix such
 * as `sha256=`. All secrets are tried, each compared in constant time.
 */
export const isHmacOf = (
  header: string,
  body: Buffer,
  options: { secrets: string[]; algorithm: 'sha256' | 'sha512' },
): boolean => {
  const value = header.trim().replace(/^sha(?:256|512)=/i, '')
  let matches = 0
  for (const secret of options.secrets) {
    const expected = createHmac(options.algorithm, secret).update(body).digest()
    const presented = decode(value, expected.length)
    matches |= presented !== null && timingSafeEqual(expected, presented) ? 1 : 0
  }
  return matches === 1
}

const decode = (value: string, length: number): Buffer | null => {
  const isHex = value.length === length * 2 && /^[0-9a-f]+$/i.test(value)
  if (!isHex && !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return null
  const bytes = Buffer.from(value, isHex ? 'hex' : 'base64')
  return bytes.length === length ? bytes : null
}
