import type { TicketHead } from '../../../schemas/files/ticket-head.ts'
import { toText } from '../fields/coerce-scalar.ts'
import type { TicketDraft, UnmappedField } from '../helpdesk.ts'
import type { Directory } from './directory.ts'
import { plainLine } from './plain-line.ts'

export const unmappedTag = 'relevo-unmapped'

/** What of a draft has a place in a ticket's head, and what has none. `at` is ISO 8601. */
export const convertToHead = (
  draft: TicketDraft,
  directory: Directory,
  at: string,
): { head: TicketHead; unmapped: UnmappedField[] } => {
  const unmapped: UnmappedField[] = []
  const choose = (kind: 'agent' | 'group', wanted: string | null): string | null => {
    if (wanted === null) return null
    const found = directory[kind](wanted)
    if (found.kind === 'found') return plainLine(found.item.email ?? found.item.name)
    unmapped.push({ field: kind, value: wanted, why: 'not-a-choice' })
    return null
  }
  const { values, unknown } = sortFields(draft.customFields, directory)
  unmapped.push(...unknown)
  const group = choose('group', draft.group)
  const agent = choose('agent', draft.agent)
  const { email, phone, name } = draft.requester
  const tags = convertTags(unmapped.length > 0 ? [...draft.tags, unmappedTag] : draft.tags)
  const head = {
    subject: plainLine(draft.subject) || '-',
    status: draft.status,
    priority: draft.priority,
    type: maybeLine(draft.type),
    group,
    agent,
    product: maybeLine(draft.product),
    requester: { email: maybeLine(email), phone: maybeLine(phone), name: maybeLine(name) },
    tags,
    fields: values,
    marker: draft.marker ?? null,
    created: at,
    updated: at,
  }
  return { head, unmapped }
}

/** Tags as they were first written, without repeats in another case. */
export const convertTags = (tags: string[]): string[] => {
  const lines = tags.map((tag) => plainLine(tag.replaceAll(',', ' '), 100)).filter((tag) => tag !== '')
  const folded = lines.map((tag) => tag.toLowerCase())
  return lines.filter((_, at) => folded.indexOf(folded[at] ?? '') === at)
}

/** A head is read by people; what is more goes into the text. */
const mostFields = 200
const longestValue = 1_000

/** Fields under the names that the folder has for them; null empties one. */
export const sortFields = (
  given: Record<string, unknown>,
  directory: Directory,
): { values: Record<string, string | number | boolean>; emptied: string[]; unknown: UnmappedField[] } => {
  const values: Record<string, string | number | boolean> = {}
  const emptied: string[] = []
  const unknown: UnmappedField[] = []
  for (const [name, value] of Object.entries(given)) {
    const field = directory.field(plainLine(name))
    const isLong = toText(value).length > longestValue || Object.keys(values).length >= mostFields
    if (value === null || value === undefined) {
      if (field !== null) emptied.push(field)
    } else if (field === null || field === '')
      unknown.push({ field: name, value: toText(value), why: 'unknown-field' })
    else if (isLong) unknown.push({ field: name, value: toText(value), why: 'too-long' })
    else values[field] = typeof value === 'number' || typeof value === 'boolean' ? value : toText(value)
  }
  return { values, emptied, unknown }
}

const maybeLine = (text: string | null): string | null => (text === null ? null : plainLine(text) || null)
