import type { Vault } from '../vault/vault.ts'
import { createValueFinder, findValues, placeholder } from './find-values.ts'
import { unknownWordsOf } from './letter-words.ts'
import { tidyText } from './tidy-text.ts'

const secretToken = /\[\s?SECRET[\s_-]?\d{1,6}\s?\]/gi

/** Makes a model's masked text one that may be shown: unmasked, tidied, without what the model could only have made up. */
export type SecureText = (masked: string) => string

/**
 * Tokens that the vault never gave become placeholders, for they stand for nothing. So do secrets, and addresses of the web that stand
 * in no trusted text: who wrote the ticket must not choose where a reply leads.
 */
export const createSecureText = ({
  vault,
  trusted,
  language,
}: {
  vault: Pick<Vault, 'strange' | 'unmask'>
  trusted: readonly string[]
  language: string
}): SecureText => {
  const words = unknownWordsOf(language)
  const isTrusted = createValueFinder(trusted.join('\n'))

  const withoutStrange = (masked: string): string => {
    let text = masked.replace(secretToken, `[${words.secret}]`)
    // Longest first: none is a part of another one then.
    for (const token of [...new Set(vault.strange(text))].sort((one, other) => other.length - one.length))
      text = text.replaceAll(token, `[${labelOf(token, words)}]`)
    return text
  }

  return (masked) => {
    let text = tidyText(vault.unmask(withoutStrange(masked)))
    for (const { kind, text: found, ...value } of findValues(text).sort(
      (one, other) => other.text.length - one.text.length,
    ))
      if (kind === 'url' && !isTrusted({ kind, text: found, ...value }))
        text = text.replaceAll(found, `[${words.link}]`)
    return text
  }
}

/** Labels of placeholders that are left in a text, each once. */
export const findMissing = (text: string): string[] => [
  ...new Set(
    (text.match(placeholder) ?? []).map((each) => each.slice(1, -1).trim()).filter((each) => each !== ''),
  ),
]

const labelOf = (token: string, words: ReturnType<typeof unknownWordsOf>): string => {
  if (/EMAIL/i.test(token)) return words.email
  if (/PHONE/i.test(token)) return words.phone
  if (/NAME/i.test(token)) return words.name
  if (/URL/i.test(token)) return words.link
  return words.value
}
