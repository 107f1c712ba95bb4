const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

// The longest sensible cluster (a family emoji with skin tones) is 35 units; beyond this it is a stack of accents.
const longestCluster = 64

/** At most `max` UTF-16 units of the text, never cutting through a letter with its accents, an emoji or a flag. */
export const cutText = (text: string, max: number): string => {
  if (text.length <= max) return text
  if (max <= 0) return ''
  const from = Math.max(0, max - longestCluster * 2)
  // Starting in the middle may start inside a cluster; the one that holds the cut is found all the same.
  const start = graphemes.segment(text.slice(from, max + longestCluster)).containing(max - from)?.index ?? 0
  const end = from + start
  if (end > 0 && max - end <= longestCluster) return text.slice(0, end)
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(max))
  return text.slice(0, splitsPair ? max - 1 : max)
}

/**
 * The longest start of the text whose `measure` is at most `max`, cut on a safe boundary. `measure` must not shrink when
 * the text grows, and must be at least one a unit.
 */
export const cutToMeasure = (text: string, max: number, measure: (part: string) => number): string => {
  if (text.length <= max && measure(text) <= max) return text
  let low = 0
  let high = Math.min(text.length, Math.max(0, max))
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (measure(text.slice(0, middle)) <= max) low = middle
    else high = middle - 1
  }
  return cutText(text, low)
}
