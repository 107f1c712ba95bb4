import type { LetterWords } from './letter-words.ts'
import { splitStatements } from './split-statements.ts'
import { tellKind } from './tell-kind.ts'

/** Who signs. */
export interface Signer {
  agentName: string
  company: string | null
  /** What the configuration puts below the name. */
  signature: string | null
}

export const signerLines = ({ agentName, company, signature }: Signer): string[] =>
  [agentName, signature ?? company ?? ''].map((line) => line.trim()).filter((line) => line !== '')

/** The name to greet somebody by: the first word of it, if it is one; null when it is an address, a number or a role. */
export const firstName = (name: string | null): string | null => {
  const [first = ''] = (name ?? '').normalize('NFC').trim().split(/\s+/)
  return /^\p{L}[\p{L}'’-]{1,30}$/u.test(first) && /^\p{Lu}/u.test(first) ? first : null
}

/** Greeting, paragraphs, closing and who signs, as plain text. A greeting that is there already is not doubled. */
export const composeLetter = (
  paragraphs: readonly string[],
  { words, name, signer }: { words: LetterWords; name: string | null; signer: Signer },
): string => {
  const greets = splitStatements(paragraphs[0] ?? '').some(
    (_, at, all) =>
      at === 0 &&
      tellKind(all, at, { closed: false, names: null }) === 'greeting' &&
      startsLikeGreeting(all[0]?.text ?? ''),
  )
  return [
    ...(greets ? [] : [words.greeting(firstName(name))]),
    ...paragraphs,
    [words.closing, ...signerLines(signer)].join('\n'),
  ].join('\n\n')
}

const startsLikeGreeting = (text: string): boolean =>
  /^[¡\s]*(?:hola|hello|hi|dear|estimad|buen[oa]s)\b/iu.test(text)
