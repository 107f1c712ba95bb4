/** What comes of a piece. `again`: what was told before was thought aloud, and does not count. */
export interface Stripped {
  again: boolean
  text: string
}

const tags = ['<think>', '</think>', '<thinking>', '</thinking>'] as const
const longestTag = 11

/**
 * Leaves out what a model thinks aloud between `<think>` and `</think>`, for text in pieces: a tag may be split over them. Where only the
 * closing tag comes, as the template has opened it already, everything before was a thought. White space before the first word goes.
 */
export const createThinkingStripper = (): { take(piece: string): Stripped; end(): Stripped } => {
  let held = ''
  let isThinking = false
  let hasTold = false

  const tell = (stripped: Stripped, text: string) => {
    const visible = stripped.text === '' && !hasTold ? text.trimStart() : text
    stripped.text += visible
    if (visible !== '') hasTold = true
  }

  const read = (text: string, isLast: boolean): Stripped => {
    const stripped: Stripped = { again: false, text: '' }
    let rest = text
    for (let tag = findTag(rest); tag !== null; tag = findTag(rest)) {
      if (!isThinking && tag.closes) {
        stripped.again ||= hasTold
        stripped.text = ''
        hasTold = false
      } else if (!isThinking) tell(stripped, rest.slice(0, tag.from))
      isThinking = !tag.closes
      rest = rest.slice(tag.to)
    }
    const keep = isLast ? 0 : beginningOfTag(rest)
    held = rest.slice(rest.length - keep)
    if (!isThinking) tell(stripped, rest.slice(0, rest.length - keep))
    return stripped
  }

  return {
    take: (piece) => read(held + piece, false),
    end: () => read(held, true),
  }
}

const findTag = (text: string): { from: number; to: number; closes: boolean } | null => {
  const match = /<(\/?)think(?:ing)?>/i.exec(text)
  if (match === null) return null
  return { from: match.index, to: match.index + match[0].length, closes: match[1] === '/' }
}

/** How much of the end may be the beginning of a tag. */
const beginningOfTag = (text: string): number => {
  const from = text.lastIndexOf('<')
  const length = from === -1 ? 0 : text.length - from
  if (length === 0 || length >= longestTag) return 0
  const end = text.slice(from).toLowerCase()
  return tags.some((tag) => tag.startsWith(end)) ? length : 0
}
