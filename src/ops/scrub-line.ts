/**
 * Blanks e-mail addresses and known secrets in one finished log line: the last line of defence, for what a third-party
 * error or a careless field brings. The line stays valid JSON. Linear in its length.
 */
export const createLineScrubber = (secrets: readonly string[]): ((line: string) => string) => {
  // As they stand inside a JSON text; very short ones would blank innocent words.
  const needles = secrets
    .filter((secret) => secret.length >= 6)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .sort((one, other) => other.length - one.length)
  const anyNeedle = new RegExp(
    needles.map((needle) => needle.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'g',
  )
  return (line) => {
    const hasSecret = needles.some((needle) => line.includes(needle))
    const scrubbed = hasSecret ? line.replace(anyNeedle, '[redacted]') : line
    return scrubbed.includes('@') || scrubbed.includes('%40') ? blankAddresses(scrubbed) : scrubbed
  }
}

const notInLocalPart = /[\s"\\@<>()[\],;:/]/
const notInDomain = /[\s"\\@<>()[\],;:/?&=]/
// RFC 5321.
const longestLocalPart = 64
const longestDomain = 255

/** Where the local part before `at` begins. Not inside a JSON escape: in `\nann@…` the `n` belongs to the line break. */
const startOfLocalPart = (line: string, at: number, floor: number): number => {
  const lowest = Math.max(floor, at - longestLocalPart)
  let start = at
  while (start > lowest && !notInLocalPart.test(line.charAt(start - 1))) start--
  let backslashes = 0
  while (line.charAt(start - 1 - backslashes) === '\\') backslashes++
  if (backslashes % 2 === 0) return start
  return start + (line.charAt(start) === 'u' ? 5 : 1)
}

const endOfDomain = (line: string, from: number): number => {
  let end = from
  while (end < line.length && end - from < longestDomain && !notInDomain.test(line.charAt(end))) end++
  return end
}

// One pattern over the whole line would try up to 64 starts at every character; going outwards from each @ does not.
const blankAddresses = (line: string): string => {
  let blanked = ''
  let done = 0
  for (const { index: at, 0: sign } of line.matchAll(/@|%40/g)) {
    if (at < done) continue
    const start = startOfLocalPart(line, at, done)
    const end = endOfDomain(line, at + sign.length)
    if (start >= at || end === at + sign.length) continue
    blanked += `${line.slice(done, start)}[e-mail]`
    done = end
  }
  return blanked + line.slice(done)
}
