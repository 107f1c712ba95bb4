import type { PersonalKind } from './vault.ts'

/** What a token stands for. `text`: what looked like a token in the text itself, put back as it was. */
export type TokenKind = PersonalKind | 'text'

const kinds: ReadonlyMap<string, TokenKind> = new Map(
  (['name', 'email', 'phone', 'id', 'address', 'card', 'iban', 'ip', 'url', 'text'] as const).map((kind) => [
    kind.toUpperCase(),
    kind,
  ]),
)

/**
 * A token as a model may give it back: `[NAME_1]`, `[name_1]`, `[ NAME 1 ]`, `[NAME-1]`, and `\[NAME\_1\]` as Markdown has it. No bracket
 * is inside, so that what stands around a token never becomes a part of one.
 */
const pattern = String.raw`\\?\[\s{0,2}(${[...kinds.keys()].join('|')})(?:\\?[\s_-]){0,3}(\d{1,6})(?:(?:\\?[\s_-]){1,3}(\d{1,6}))?\s{0,2}\\?\]`

/** The longest text that the pattern takes. */
export const longestToken = 40

export interface FoundToken {
  from: number
  to: number
  /** As it was given: the same for all ways to write it. */
  canonical: string
}

/** `[NAME_1]`; another spelling of the same value is `[NAME_1_2]`, so that each can be put back as it was. */
export const composeToken = (kind: TokenKind, number: number, spelling: number): string =>
  spelling === 1 ? `[${kind.toUpperCase()}_${number}]` : `[${kind.toUpperCase()}_${number}_${spelling}]`

/** All that is a token or reads like one, in order. Linear in the text. */
export const findTokens = (text: string): FoundToken[] =>
  [...text.matchAll(new RegExp(pattern, 'gi'))].map((match) => {
    const kind = kinds.get((match[1] ?? '').toUpperCase()) ?? 'text'
    const spelling = match[3] === undefined ? 1 : Number(match[3])
    return {
      from: match.index,
      to: match.index + match[0].length,
      canonical: composeToken(kind, Number(match[2]), spelling),
    }
  })

/** Whether a text, from an opening bracket on, may still become a token. */
export const isBeginningOfToken = (tail: string): boolean =>
  tail.length < longestToken && /^\\?(?:\[[\s\w\\-]*)?$/.test(tail)
