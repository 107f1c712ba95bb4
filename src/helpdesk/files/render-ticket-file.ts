import { Document } from 'yaml'
import type { TicketHead } from '../../../schemas/files/ticket-head.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { plainLine } from './plain-line.ts'
import type { Section, TicketFile } from './ticket-file.ts'

/** A ticket that is new. */
export const renderNewTicket = (id: string, head: TicketHead, first: Section): string => {
  const document = new Document({ number: Number(id) })
  setHead(document, head)
  return compose(document, `\n${renderSection(first)}`)
}

/**
 * A ticket with another head and more messages. Only the keys that differ are written, so that comments stay where people put
 * them; and nothing that was said is touched.
 */
export const renderChangedTicket = (
  file: TicketFile,
  changes: Partial<TicketHead>,
  more: Section[],
): string => {
  const document = file.document.clone()
  setHead(document, changes)
  const body = more.reduce((text, section) => `${text.trimEnd()}\n\n${renderSection(section)}`, file.body)
  return compose(document, body)
}

const setHead = (document: Document, head: Partial<TicketHead>): void => {
  for (const [key, value] of Object.entries(head)) {
    const isEmpty = value === null || (key === 'fields' && Object.keys(value).length === 0)
    if (isEmpty) document.delete(key)
    else document.set(key, document.createNode(value, { flow: Array.isArray(value) }))
  }
}

// Long lines are not folded: what is one line stays one for whoever edits it.
const compose = (document: Document, body: string): string =>
  `---\n${document.toString({ lineWidth: 0 }).trimEnd()}\n---\n${body.startsWith('\n') ? '' : '\n'}${body}`

const titles = { customer: 'Customer', agent: 'Agent', system: 'System' } as const

const renderSection = (section: Section): string => {
  const name = plainLine(section.name ?? '')
  const details = [
    ...(section.at === null ? [] : [`- at: ${section.at}`]),
    ...(section.private ? ['- private: yes'] : []),
    ...section.copies.map((copy) => `- copy: ${plainLine(copy)}`),
    ...section.files.map(
      ({ name, path, contentType, bytes }) => `- file: [${name}](${path}) ${contentType}, ${bytes} bytes`,
    ),
  ]
  const title = `## ${titles[section.from]}${name === '' ? '' : `: ${name}`}`
  return `${[title, ...details].join('\n')}\n\n${escapeMarkdown(section.text)}\n`
}
