import { unescapeMarkdown } from './escape-markdown.ts'
import type { Section, SectionFile } from './ticket-file.ts'

const heading = /^## (customer|agent|system)(?:: *(.*))?$/i
const detail = /^- (at|private|copy|file): (.*)$/i
const link = /^\[([^[\]]*)\]\((\d{6,15}\.files\/[^\s/\\()]+)\)(?: ([^\s,]+), (\d+) bytes)?$/

/** The messages of a ticket, in their order. What stands before the first heading was said by the customer. */
export const parseConversation = (body: string): Section[] => {
  const parts: string[][] = [[]]
  for (const line of body.split('\n')) {
    if (heading.test(line.trimEnd())) parts.push([])
    parts.at(-1)?.push(line)
  }
  return parts.map(parseSection).filter((section, at) => at > 0 || section.text !== '')
}

const parseSection = (lines: string[]): Section => {
  const named = heading.exec(lines[0]?.trimEnd() ?? '')
  const rest = named === null ? lines : lines.slice(1)
  const end = named === null ? 0 : rest.findIndex((line) => !detail.test(line.trimEnd()))
  const details = rest.slice(0, end === -1 ? rest.length : end).map((line) => detail.exec(line.trimEnd()))
  const valuesOf = (key: string) =>
    details.flatMap((found) => (found?.[1]?.toLowerCase() === key ? [found[2]?.trim() ?? ''] : []))
  const from = named?.[1]?.toLowerCase()
  const at = valuesOf('at')[0]
  return {
    from: from === 'agent' || from === 'system' ? from : 'customer',
    name: named?.[2]?.trim() || null,
    private: /^(yes|true|sí|si)$/i.test(valuesOf('private')[0] ?? ''),
    at: at === undefined || Number.isNaN(Date.parse(at)) ? null : new Date(at).toISOString(),
    copies: valuesOf('copy'),
    files: valuesOf('file').flatMap(parseFile),
    text: unescapeMarkdown(rest.slice(details.length).join('\n')).trim(),
  }
}

const parseFile = (text: string): SectionFile[] => {
  const [, name = '', path = '', contentType = null, bytes] = link.exec(text) ?? []
  return path === '' ? [] : [{ name, path, contentType, bytes: bytes === undefined ? null : Number(bytes) }]
}
