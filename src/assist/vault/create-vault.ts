import { findPersonal } from './find/find-personal.ts'
import { createNameBook } from './find/name-book.ts'
import { foldValue } from './fold-value.ts'
import { mergeRanges, type Range } from './range.ts'
import { readText } from './readable-text.ts'
import { composeToken, findTokens, isBeginningOfToken, type TokenKind } from './tokens.ts'
import type { PersonalKind, Vault } from './vault.ts'

/** What the help desk knows of those who take part. */
export interface KnownPeople {
  names: readonly string[]
  emails: readonly string[]
  phones: readonly string[]
}

interface Spellings {
  number: number
  /** Token of each spelling. */
  tokens: Map<string, string>
}

/**
 * A vault of its own for one draft. What goes in and comes back unchanged is exactly what it was, whatever the text: what looks like
 * a token already is kept away too, as `[TEXT_1]`. A name that somebody introduces himself by is known from then on. Linear in the
 * text.
 */
export const createVault = ({ known }: { known: KnownPeople }): Vault => {
  const book = createNameBook(known.names)
  const byKind = new Map<TokenKind, Map<string, Spellings>>()
  const values = new Map<string, string>()

  const tokenOf = (kind: TokenKind, value: string): string => {
    const ofKind = byKind.get(kind) ?? new Map<string, Spellings>()
    byKind.set(kind, ofKind)
    const folded = foldValue(kind, value)
    const found = ofKind.get(folded) ?? { number: ofKind.size + 1, tokens: new Map<string, string>() }
    ofKind.set(folded, found)
    const given = found.tokens.get(value)
    if (given !== undefined) return given
    const token = composeToken(kind, found.number, found.tokens.size + 1)
    found.tokens.set(value, token)
    values.set(token, value)
    return token
  }

  const mask = (text: string): string => {
    const readable = readText(text)
    const personal = findPersonal(readable.text, { book, emails: known.emails, phones: known.phones }).map(
      ({ from, to, kind }): Range<TokenKind> => ({ ...readable.originOf(from, to), kind }),
    )
    const literal = findTokens(text).map(({ from, to }): Range<TokenKind> => ({ from, to, kind: 'text' }))
    let masked = ''
    let done = 0
    for (const { from, to, kind } of mergeRanges([...personal, ...literal])) {
      // A backslash before a token would be taken for Markdown's on the way back.
      let start = from
      while (start > done && text[start - 1] === '\\') start--
      masked += text.slice(done, start) + tokenOf(kind, text.slice(start, to))
      done = to
    }
    return masked + text.slice(done)
  }

  const unmask = (text: string): string => {
    let plain = ''
    let done = 0
    for (const { from, to, canonical } of findTokens(text)) {
      const value = values.get(canonical)
      if (value === undefined) continue
      plain += text.slice(done, from) + value
      done = to
    }
    return plain + text.slice(done)
  }

  return {
    mask,
    unmask,
    strange: (text) => [
      ...new Set(
        findTokens(text)
          .filter(({ canonical }) => !values.has(canonical))
          .map(({ from, to }) => text.slice(from, to)),
      ),
    ],
    unmaskPieces: () => {
      let held = ''
      return {
        take: (piece) => {
          const text = held + piece
          const open = text.lastIndexOf('[')
          const from = open > 0 && text[open - 1] === '\\' ? open - 1 : open
          const begins = from !== -1 && isBeginningOfToken(text.slice(from)) ? from : text.length
          // One backslash may be the beginning of `\[`.
          const end = begins === text.length && text.endsWith('\\') ? text.length - 1 : begins
          held = text.slice(end)
          return unmask(text.slice(0, end))
        },
        end: () => {
          const rest = held
          held = ''
          return unmask(rest)
        },
      }
    },
    counts: () => {
      const counts: Partial<Record<PersonalKind, number>> = {}
      for (const [kind, found] of byKind) if (kind !== 'text') counts[kind] = found.size
      return counts
    },
  }
}
