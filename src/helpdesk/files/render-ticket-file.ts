import { Document, isMap, isNode, isScalar, type Scalar, type YAMLMap } from 'yaml'
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
    else setValue(document, [key], value)
  }
}

/** A map is changed key by key, and a new value takes over the comment of the old one. */
const setValue = (document: Document, path: string[], value: unknown): void => {
  const before = document.getIn(path, true)
  if (isRecord(value) && hasTextKeys(before)) {
    for (const name of before.items.map(({ key }) => key.value)) {
      if (!Object.hasOwn(value, name)) document.deleteIn([...path, name])
    }
    for (const [name, item] of Object.entries(value)) {
      if (item !== before.get(name)) setValue(document, [...path, name], item)
    }
    return
  }
  const node = document.createNode(value, { flow: Array.isArray(value) })
  if (isNode(before)) {
    node.comment = before.comment ?? null
    node.commentBefore = before.commentBefore ?? null
  }
  document.setIn(path, node)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// A key such as `1042: x` is a number to YAML: it would not be found by its text.
const hasTextKeys = (node: unknown): node is YAMLMap<Scalar<string>> =>
  isMap(node) && node.items.every(({ key }) => isScalar(key) && typeof key.value === 'string')

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
