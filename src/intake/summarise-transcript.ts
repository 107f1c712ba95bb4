import type { TranscriptLine } from '../../schemas/handoff.ts'

const longest = 500

/**
 * A summary for a hand-off that came without one: what the person said last, in their own words, newest lines first
 * chosen and shown in order, at most 500 characters; of all speakers when none is known to be the person. Null when the
 * transcript is empty.
 */
export const summariseTranscript = (lines: TranscriptLine[]): string | null => {
  const own = lines.filter((line) => line.from === 'user')
  const chosen: string[] = []
  let length = 0
  for (const line of (own.length > 0 ? own : lines).toReversed()) {
    const room = longest - length
    if (room <= 0 || (chosen.length > 0 && line.text.length > room)) break
    chosen.unshift(line.text.length > room ? cutStart(line.text, room) : line.text)
    length += line.text.length + 1
  }
  return chosen.length === 0 ? null : chosen.join('\n')
}

// The end of a conversation says what is wanted. Never cuts a surrogate pair in two.
const cutStart = (text: string, length: number): string =>
  `…${text
    .slice(-(length - 1))
    .toWellFormed()
    .replace(/^\uFFFD/, '')}`
