import type { Classification } from '../../schemas/classification.ts'
import type { Handoff, TranscriptLine } from '../../schemas/handoff.ts'
import { describeCategory } from '../classify/describe-category.ts'
import type { UnmappedField } from '../helpdesk/helpdesk.ts'
import type { Block, Document, Fact, Spoken } from './document.ts'
import type { FileFault } from './file-fault.ts'
import { flattenFields } from './flatten-fields.ts'
import type { Texts } from './texts/texts.ts'

/** What the text of a ticket is made from. `reference` is the hand-off's id: the marker that reconciling looks for. */
export interface Composition {
  reference: string
  handoff: Handoff
  classification: Classification | null
  brand: string | null
  texts: Texts
  attached: string[]
  failed: FailedFile[]
  unmapped: UnmappedField[]
}

export interface FailedFile {
  name: string
  url: string
  fault: FileFault
}

const known = (label: string, value: string | null): Fact[] =>
  value === null || value.trim() === '' ? [] : [{ label, value }]

/** The category that we chose, unless it is what the bot said anyway. */
const classifiedAs = ({ handoff, classification, texts }: Composition): string | null => {
  const category = classification?.category ?? null
  if (category === null) return null
  const name = describeCategory(category, texts.language)
  const said = handoff.category?.trim().toLowerCase()
  return said === category.toLowerCase() || said === name.toLowerCase() ? null : name
}

const details = (composition: Composition): Fact[] => {
  const { handoff, brand, texts } = composition
  const { labels } = texts
  return [
    ...known(labels.name, handoff.requester.name),
    ...known(labels.email, handoff.requester.email),
    ...known(labels.phone, handoff.requester.phone),
    ...known(labels.category, handoff.category),
    ...known(labels.classifiedAs, classifiedAs(composition)),
    ...known(labels.priority, handoff.priority === null ? null : texts.priorities[handoff.priority]),
    ...known(labels.channel, handoff.channel),
    ...known(labels.bot, handoff.bot),
    ...known(labels.brand, brand),
    ...known(labels.conversation, handoff.conversationId),
    ...known(labels.language, handoff.language),
  ]
}

const speaker = (from: string, { handoff, texts }: Composition): string => {
  switch (from.trim().toLowerCase()) {
    case 'user':
      return handoff.requester.name ?? texts.person
    case 'bot':
      return handoff.bot ?? texts.bot
    case 'agent':
      return texts.agent
    default:
      return from.trim() === '' ? texts.person : from
  }
}

/** `2026-03-01T10:20:30.000Z` as `2026-03-01 10:20 UTC`, the same in every language; anything else as it came. */
const time = (at: string | null): string | null =>
  at?.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:[\d.]+)?Z$/, '$1 $2 UTC') ?? null

const spoken =
  (composition: Composition) =>
  ({ from, text, at }: TranscriptLine): Spoken => ({ who: speaker(from, composition), text, at: time(at) })

const labelOf = (field: string, { fields }: Texts): string =>
  Object.entries(fields).find(([name]) => name === field)?.[1] ?? field

const section = (heading: string, filled: boolean, block: Block): Block[] =>
  filled ? [{ kind: 'heading', text: heading }, block] : []

/** The line that carries the marker; plain words, so that no sanitiser changes it. */
export const referenceLine = (reference: string): string => `Relevo ${reference}`

/**
 * The text of a ticket as blocks: summary, what the bot knew, what did not fit elsewhere, the conversation, the files, and
 * the reference. Empty sections are left out.
 */
export const composeDocument = (composition: Composition): Document => {
  const { handoff, texts, attached, failed, unmapped, reference } = composition
  const rows = details(composition)
  const other = flattenFields(handoff.extra)
  const lines = handoff.transcript.map(spoken(composition))
  const refused = unmapped.map(({ field, value, why }) => ({
    label: labelOf(field, texts),
    value: `${value} (${texts.why[why]})`,
  }))
  const lost = failed.map(({ name, url, fault }) => `${name}: ${texts.fileFaults[fault]} (${url})`)
  return [
    ...section(texts.summary, handoff.summary !== '', { kind: 'quote', text: handoff.summary }),
    ...section(texts.details, rows.length > 0, { kind: 'facts', rows }),
    ...section(texts.unmapped, refused.length > 0, { kind: 'facts', rows: refused }),
    ...section(texts.otherData, other.length > 0, { kind: 'facts', rows: other }),
    ...section(texts.conversation, lines.length > 0, { kind: 'conversation', lines }),
    ...section(texts.files, attached.length > 0, { kind: 'list', items: attached }),
    ...section(texts.failedFiles, lost.length > 0, { kind: 'list', items: lost }),
    { kind: 'footer', text: referenceLine(reference) },
  ]
}
