import { locateSecrets } from './find-secrets.ts'

/**
 * The text with each secret replaced by `[SECRET_1]`, `[SECRET_2]`, …, for when a person says that it may go out all the same. They are
 * never put back: nobody needs a secret in an answer. Linear in the text.
 */
export const maskSecrets = (text: string): string => {
  let masked = ''
  let done = 0
  const given = new Map<string, string>()
  for (const { from, to } of locateSecrets(text)) {
    const secret = text.slice(from, to)
    const token = given.get(secret) ?? `[SECRET_${given.size + 1}]`
    given.set(secret, token)
    masked += text.slice(done, from) + token
    done = to
  }
  return masked + text.slice(done)
}
