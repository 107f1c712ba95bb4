/** Lines that belong together: a paragraph, or an item of a list. `line` is that of its first, from 1. */
export interface Block {
  text: string
  line: number
  /** How its list is marked; null: it is a paragraph. */
  item: 'bullet' | 'number' | null
}

const listItem = /^ {0,3}(?:([-*+])|\d{1,3}[.)])\s+/
const fence = /^(\s*)```/

/**
 * Markdown without its marks, as people read it in a plain text: emphasis and code lose theirs, a link becomes its words and its
 * address. Linear in the text.
 */
export const toPlainWords = (text: string): string =>
  text
    .replace(/\*\*([^*\n]{1,500})\*\*/g, '$1')
    .replace(/`([^`\n]{1,500})`/g, '$1')
    .replace(/\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s()]{1,500})\)/g, '$1 ($2)')

/**
 * Takes the lines of a section apart. Lines that follow each other are one paragraph, a line under an item that is indented is the
 * item's, and what stands between two lines of three backticks keeps its lines. `firstLine`: the number of the first line. Pure.
 */
export const readBlocks = (lines: readonly string[], firstLine: number): Block[] => {
  const blocks: Block[] = []
  /** Whether the next line goes on with the last block. */
  let isOpen = false
  let inFence = false
  let indent = 0
  for (const [at, line] of lines.entries()) {
    const fenced = fence.exec(line)
    if (fenced !== null) {
      inFence = !inFence
      indent = fenced[1]?.length ?? 0
      continue
    }
    const marker = inFence ? null : listItem.exec(line)
    const last = blocks.at(-1)
    if (marker !== null) {
      const text = line.slice(marker[0].length)
      blocks.push({ text, line: firstLine + at, item: marker[1] === undefined ? 'number' : 'bullet' })
      isOpen = true
    } else if (line.trim() === '' && !inFence) {
      isOpen = false
    } else if (isOpen && last !== undefined) {
      last.text += inFence ? `\n${withoutIndent(line, indent)}` : ` ${line.trim()}`
    } else {
      blocks.push({ text: line.trim(), line: firstLine + at, item: null })
      isOpen = true
    }
  }
  return blocks.flatMap((block) => {
    const text = toPlainWords(block.text).trim()
    return text === '' ? [] : [{ ...block, text }]
  })
}

/** A block of code within an item is as far to the right as the item; what is further stays so. */
const withoutIndent = (line: string, indent: number): string => {
  const spaces = line.length - line.trimStart().length
  return line.slice(Math.min(spaces, indent)).trimEnd()
}
