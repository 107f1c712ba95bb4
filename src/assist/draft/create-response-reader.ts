/** Takes a JSON text in pieces and tells the value of `response` as it grows; of plain text, the text itself. */
export interface ResponseReader {
  take(piece: string): string
  /** What was held back until it was clear what it is. */
  end(): string
}

const mostBefore = 80
const key = /"response"\s*:\s*"/
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '',
  b: '',
  f: '',
  '"': '"',
  '\\': '\\',
  '/': '/',
}

/** Each piece is looked at once, however many there are. Half an escape or half a surrogate pair waits for its other half. */
export const createResponseReader = (): ResponseReader => {
  let state: 'before' | 'inside' | 'after' | 'plain' = 'before'
  let held = ''

  const takeInside = (): string => {
    let told = ''
    let at = 0
    while (at < held.length) {
      const character = held.charAt(at)
      if (character === '"') {
        state = 'after'
        held = ''
        return told
      }
      if (character !== '\\') {
        told += character
        at++
        continue
      }
      const next = held.charAt(at + 1)
      if (next === '' || (next === 'u' && held.length < at + 6)) break
      if (next === 'u') {
        const unit = Number.parseInt(held.slice(at + 2, at + 6), 16)
        const isHigh = unit >= 0xd800 && unit < 0xdc00
        if (isHigh && held.length < at + 12) break
        const low = isHigh ? /^\\u(d[c-f][0-9a-f]{2})/i.exec(held.slice(at + 6, at + 12)) : null
        told += Number.isNaN(unit)
          ? ''
          : String.fromCharCode(unit, ...(low === null ? [] : [Number.parseInt(low[1] ?? '', 16)]))
        at += low === null ? 6 : 12
        continue
      }
      told += escapes[next] ?? next
      at += 2
    }
    held = held.slice(at)
    return told
  }

  const take = (piece: string): string => {
    if (state === 'after') return ''
    if (state === 'plain') return piece
    held += piece
    if (state === 'inside') return takeInside()
    const start = held.trimStart()
    const found = key.exec(held)
    if (found !== null) {
      state = 'inside'
      held = held.slice(found.index + found[0].length)
      return takeInside()
    }
    // Whoever begins with an object or a fence answers in JSON; others may say a few words before.
    if (start.startsWith('{') || start.startsWith('`')) return ''
    if (start.length < mostBefore || /\{\s*["']/.test(start)) return ''
    state = 'plain'
    const text = start
    held = ''
    return text
  }

  return {
    take,
    end: () => {
      const text = held.trimStart()
      const rest = state === 'before' && !/^[{`]/.test(text) && !/\{\s*["']/.test(text) ? text : ''
      held = ''
      return rest
    },
  }
}
