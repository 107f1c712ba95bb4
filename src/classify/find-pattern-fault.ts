const longestPattern = 500
const mostUnbounded = 3

/** Without escapes and character classes, so that only the structure is left. */
const skeletonOf = (source: string): string => source.replace(/\\./gsu, 'x').replace(/\[(?:[^\]])*\]/gsu, 'x')

/** `{2,}` and `{2,5}`, which can match in several ways; not `{4}`. */
const isRange = (skeleton: string, index: number): boolean =>
  skeleton[index] === '{' && /^\{\d+,/u.test(skeleton.slice(index, index + 12))

/** Whether a group that can match in several ways is itself repeated: `(a+)+`, `(a|ab)*`, `(x?){9}`. */
const hasNestedQuantifier = (skeleton: string): boolean => {
  const open: { varies: boolean }[] = [{ varies: false }]
  for (let index = 0; index < skeleton.length; index++) {
    const char = skeleton[index]
    const top = open.at(-1)
    if (!top) return true
    if (char === '(') {
      open.push({ varies: false })
      // The question mark of (?:, (?= and (?<name> is no quantifier.
      if (skeleton[index + 1] === '?') index++
    } else if (char === ')') {
      open.pop()
      const isRepeated = /^(?:[*+]|\{\d)/u.test(skeleton.slice(index + 1, index + 3))
      if (top.varies && isRepeated) return true
      const outer = open.at(-1)
      if (outer && top.varies) outer.varies = true
    } else if (char === '|' || char === '*' || char === '+' || char === '?' || isRange(skeleton, index)) {
      top.varies = true
    }
  }
  return false
}

/**
 * Why a configured pattern is refused, as a sentence without the pattern; null: it may be used. Patterns run over what
 * strangers write, on an engine that tries all ways: one that has too many ways is a door for anybody to stop the
 * service, so repeated groups that can match in several ways are refused, and back references.
 */
export const findPatternFault = (source: string): string | null => {
  if (source.length > longestPattern) return `is longer than ${longestPattern} characters`
  try {
    new RegExp(source, 'iu')
  } catch {
    return 'is not a regular expression'
  }
  const skeleton = skeletonOf(source)
  if (/\\[1-9]|\\k</u.test(source)) return 'refers back to a group'
  if (hasNestedQuantifier(skeleton)) return 'repeats a group that can match in several ways'
  const unbounded = skeleton.match(/[*+]|\{\d+,\}/gu)?.length ?? 0
  return unbounded > mostUnbounded ? `has more than ${mostUnbounded} of *, + and {n,}` : null
}
