/**
 * A text as it is searched, and where each of its UTF-16 units came from. Letters are composed (NFC), full-width forms are plain,
 * HTML's entities are what they stand for, odd spaces are spaces, and what is not seen is left out. The text itself stays as it is.
 */
export interface ReadableText {
  text: string
  /** Where a range of `text` is in the original. */
  originOf(from: number, to: number): { from: number; to: number }
}

const named: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  commat: '@',
  period: '.',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  aacute: 'á',
  eacute: 'é',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  uuml: 'ü',
  ordm: 'º',
  ordf: 'ª',
  plus: '+',
  hyphen: '-',
}

const special =
  /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,8});|[\u00a0\u2000-\u200a\u202f\u3000]|[\u00ad\u200b-\u200f\u2060\ufeff]|[\u2010-\u2015\u2212]|[\u2018\u2019\u02bc]|[\uff01-\uff5e]|\P{M}\p{M}{1,8}/gu

const read = (piece: string): string => {
  if (piece.startsWith('&')) return readEntity(piece)
  if (/^[\u00a0\u2000-\u200a\u202f\u3000]$/.test(piece)) return ' '
  if (/^[\u00ad\u200b-\u200f\u2060\ufeff]$/.test(piece)) return ''
  if (/^[\u2010-\u2015\u2212]$/.test(piece)) return '-'
  if (/^[\u2018\u2019\u02bc]$/.test(piece)) return "'"
  return piece.normalize('NFKC')
}

const readEntity = (entity: string): string => {
  const name = entity.slice(1, -1)
  if (!name.startsWith('#')) {
    const plain = named[name.toLowerCase()]
    return plain === undefined ? entity : name[0] === name[0]?.toLowerCase() ? plain : plain.toUpperCase()
  }
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? read(String.fromCodePoint(code))
    : ' '
}

/** Linear in the text. */
export const readText = (original: string): ReadableText => {
  const pieces: string[] = []
  // Where a piece that differs begins and ends, in what is read and in the original.
  const edges: { at: number; end: number; from: number; to: number }[] = []
  let [done, length] = [0, 0]
  for (const match of original.matchAll(special)) {
    const plain = read(match[0])
    if (plain === match[0]) continue
    const same = original.slice(done, match.index)
    pieces.push(same, plain)
    length += same.length
    done = match.index + match[0].length
    edges.push({ at: length, end: length + plain.length, from: match.index, to: done })
    length += plain.length
  }
  if (edges.length === 0) return { text: original, originOf: (from, to) => ({ from, to }) }
  pieces.push(original.slice(done))

  /** The last edge that begins at or before a place. */
  const before = (place: number) => {
    let [low, high] = [0, edges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((edges[middle]?.at ?? 0) <= place) low = middle + 1
      else high = middle
    }
    return edges[low - 1]
  }
  /** Where the unit at `place` begins or ends in the original; a piece that differs counts as a whole. */
  const placeOf = (place: number, side: 'from' | 'to') => {
    const edge = before(place)
    const step = side === 'to' ? 1 : 0
    if (edge === undefined) return place + step
    return place < edge.end ? edge[side] : edge.to + (place - edge.end) + step
  }
  return {
    text: pieces.join(''),
    originOf: (from, to) => ({ from: placeOf(from, 'from'), to: placeOf(to - 1, 'to') }),
  }
}
