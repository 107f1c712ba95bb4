import { type Document, isMap, isScalar, parseDocument } from 'yaml'
import { ticketHeadSchema } from '../../../schemas/files/ticket-head.ts'
import type { TicketFile } from './ticket-file.ts'

export type ParsedTicket =
  | { ok: true; file: TicketFile }
  /** `why` names the place, and nothing of what stands there. */
  | { ok: false; why: string }

const longestHead = 1_000_000

/** Reads a ticket's file; `changedAt` (ms) is when it was last written. Never throws for what it reads. */
export const parseTicketFile = (id: string, content: string, changedAt: number): ParsedTicket => {
  const lines = content
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n')
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---')
  if (lines[0]?.trimEnd() !== '---' || end === -1)
    return { ok: false, why: 'It does not begin with a head between two lines of ---.' }
  const text = lines.slice(1, end).join('\n')
  if (text.length > longestHead) return { ok: false, why: 'Its head is longer than a million characters.' }
  // The library compares every key with every other: twenty thousand fields would keep the process busy for five seconds.
  const document = parseDocument(text, { uniqueKeys: false })
  const [error] = document.errors
  if (error !== undefined)
    return {
      ok: false,
      why: `Line ${(error.linePos?.[0].line ?? 1) + 1}: ${error.code.toLowerCase().replaceAll('_', ' ')}.`,
    }
  if (hasRepeats(document)) return { ok: false, why: 'A key of its head stands there twice.' }
  const head = ticketHeadSchema.safeParse(toPlain(document))
  if (!head.success) {
    const keys = head.error.issues.map((issue) => issue.path.join('.') || 'the head')
    return { ok: false, why: `Not as it should be: ${[...new Set(keys)].join(', ')}.` }
  }
  const { created, updated } = head.data
  const updatedAt = Math.max(timeOf(updated) ?? 0, Math.round(changedAt))
  const body = lines.slice(end + 1).join('\n')
  const createdAt = timeOf(created) ?? updatedAt
  return { ok: true, file: { id, head: head.data, document, body, updatedAt, createdAt } }
}

/** Which of the two would be meant, and which one would be changed? */
const hasRepeats = ({ contents }: Document): boolean => {
  const keys = isMap(contents)
    ? contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : key))
    : []
  return new Set(keys).size < keys.length
}

/** Nothing at all is a head without a word. An alias that leads nowhere, or to far too much, throws. */
const toPlain = (document: { toJS(): unknown }): unknown => {
  try {
    return document.toJS() ?? {}
  } catch {
    return null
  }
}

const timeOf = (text: string | null): number | null => {
  const at = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : at
}
