import { RE2JS, RE2JSException } from 're2js'

/** Finds a pattern in a text that has no case and no accents, in time linear to the text. */
export type Pattern = (plain: string) => boolean

/**
 * Compiles an RE2 expression (docs/decisions/0011-policies.md says why this engine), or says what is wrong with it. Case and
 * accents in it do not count. What RE2 lacks (looking around, going back to a group) is said as such.
 */
export const compilePattern = (source: string): Pattern | { fault: string } => {
  try {
    // Letters of classes such as \W keep their case; an accent on a letter goes, as it does in the text.
    const plain = source.normalize('NFD').replace(/\p{M}+/gu, '')
    const compiled = RE2JS.compile(plain, RE2JS.CASE_INSENSITIVE)
    // The first run builds the program; it should not be a hand-off that waits for it.
    compiled.test('')
    return (text) => compiled.test(text)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return { fault: explain(source, error.message) }
  }
}

const explain = (source: string, message: string): string => {
  if (/\(\?<?[=!]/.test(source))
    return 'Looking ahead or behind, `(?=…)`, is not possible: it cannot be done in linear time.'
  if (/\\[1-9]/.test(source))
    return 'Going back to a group, `\\1`, is not possible: it cannot be done in linear time.'
  return `Not a regular expression: ${message.replace(/^error parsing regexp: /, '').replaceAll('`', '"')}.`
}
