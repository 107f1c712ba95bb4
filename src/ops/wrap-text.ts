import { plainText } from './plain-text.ts'
import { graphemes, textWidth } from './text-width.ts'

/**
 * Lines of a text that others wrote, at most `columns` wide each and without anything that a terminal would obey. Breaks between
 * words, and within those that are longer than a line. Its own line breaks stay; of empty lines in a row one does.
 */
export const wrapText = (text: string, columns: number): string[] =>
  text
    .replaceAll('\r\n', '\n')
    .split(/[\n\r\u2028\u2029]/)
    .flatMap((line) => wrapLine(plainText(line).trimEnd(), Math.max(1, columns)))
    .filter((line, index, lines) => line !== '' || lines[index - 1] !== '')

const wrapLine = (line: string, columns: number): string[] => {
  if (textWidth(line) <= columns) return [line]
  const indent = /^ {0,8}/.exec(line)?.[0] ?? ''
  const lines: string[] = []
  let current = ''
  for (const word of line
    .trim()
    .split(/ +/)
    .flatMap((part) => breakWord(part, columns - indent.length))) {
    const longer = current === '' ? `${indent}${word}` : `${current} ${word}`
    if (current === '' || textWidth(longer) <= columns) current = longer
    else {
      lines.push(current)
      current = `${indent}${word}`
    }
  }
  return [...lines, current]
}

const breakWord = (word: string, columns: number): string[] => {
  if (textWidth(word) <= columns) return [word]
  const parts = ['']
  let used = 0
  for (const character of graphemes(word)) {
    const width = textWidth(character)
    if (used > 0 && used + width > columns) {
      parts.push('')
      used = 0
    }
    parts.push(`${parts.pop() ?? ''}${character}`)
    used += width
  }
  return parts
}
