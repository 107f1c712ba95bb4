import { cleanText, oneLine } from './clean-text.ts'
import type { Block, Document } from './document.ts'

const block = (part: Block): string => {
  switch (part.kind) {
    case 'heading':
      return `${oneLine(part.text)}\n${'='.repeat(Math.min(72, oneLine(part.text).length))}`
    case 'quote':
      return cleanText(part.text)
    case 'remark':
      return `(${oneLine(part.text)})`
    case 'facts':
      return part.rows.map(({ label, value }) => `${oneLine(label)}: ${cleanText(value)}`).join('\n')
    case 'conversation':
      return part.lines
        .map(
          ({ who, text, at }) =>
            `${oneLine(who)}${at === null ? '' : ` (${oneLine(at)})`}:\n${cleanText(text)}`,
        )
        .join('\n\n')
    case 'list':
      return part.items.map((item) => `- ${oneLine(item)}`).join('\n')
    case 'footer':
      return `--\n${oneLine(part.text)}`
    default:
      return part satisfies never
  }
}

/** Plain text of a document, for the file that holds what was cut and for the fallback mail. */
export const renderText = (document: Document): string => `${document.map(block).join('\n\n')}\n`
