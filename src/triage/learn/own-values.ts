import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { FieldValues } from '../../../schemas/triage.ts'
import { comparable, isSameLabel } from '../../helpdesk/comparable.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { createCategoryRecogniser } from '../../training/targets/create-category-recogniser.ts'

/** What Relevo itself decided of a ticket and wrote into it. */
export interface OwnWrite {
  /** What it took the ticket for; null: it wrote without a category. */
  category: string | null
  values: FieldValues
  tags: readonly string[]
}

/** `unknown`: it wrote something, and what that was is not kept any more. */
export type OwnRecord = OwnWrite | 'unknown'

/**
 * Takes from a past ticket the labels that are our own predictions come back: learnt from, they would make every model right by its own
 * word. Pure; the same before and after `labelTickets`, and a repeat changes nothing.
 *
 * A type, group or priority that is still as we wrote it is no label; one that an agent has changed is a correction, and stays. The
 * category stays when what others gave tells it by itself, or when an agent has changed a field of ours and it is another one than ours.
 * Where it is not known any more what we wrote, nothing of the ticket is a label. That an agent looked at our value and agreed cannot be
 * told from one who did not look, and is no label either.
 */
export const createOwnValues = ({
  categories,
  records,
}: {
  categories: Readonly<Record<string, CategoryConfig>>
  /** By `PastTicket.name`. */
  records: ReadonlyMap<string, OwnRecord>
}): ((ticket: PastTicket) => PastTicket) => {
  const recognise = createCategoryRecogniser(categories)
  return (ticket) => {
    const own = records.get(ticket.name)
    if (own === undefined) return ticket
    if (own === 'unknown') return { ...ticket, labels: {}, tags: [] }
    const labels = withoutOwn(ticket.labels, own.values)
    const tags = isStillOurs(ticket.labels, own.values) ? [] : withoutTags(ticket.tags, own.tags)
    const category = recognise(ticket)
    const isOthers = category !== null && recognise({ labels, tags }) === category
    const isCorrection =
      category !== null && category !== own.category && isCorrected(ticket.labels, own.values)
    return isOthers || isCorrection
      ? { ...ticket, labels: { ...labels, category } }
      : { ...ticket, labels, tags }
  }
}

const fields = ['type', 'group', 'priority'] as const
/** A priority tells no category. */
const telling = ['type', 'group'] as const

const isOurs = (label: string | undefined, written: string | null): boolean =>
  label !== undefined && written !== null && isSameLabel(label, written)

const withoutOwn = (given: PastTicket['labels'], values: FieldValues): PastTicket['labels'] => {
  const { category: _, ...labels } = given
  for (const field of fields) if (isOurs(labels[field], values[field])) delete labels[field]
  return labels
}

const isStillOurs = (labels: PastTicket['labels'], values: FieldValues): boolean =>
  telling.some((field) => isOurs(labels[field], values[field]))

/** Emptied is not changed: help desks empty a field, too, when its choice is taken out of the account. */
const isCorrected = (labels: PastTicket['labels'], values: FieldValues): boolean =>
  telling.some(
    (field) => values[field] !== null && labels[field] !== undefined && !isOurs(labels[field], values[field]),
  )

const withoutTags = (tags: readonly string[], own: readonly string[]): string[] => {
  const written = new Set(own.map(tagKey))
  return tags.filter((tag) => !written.has(tagKey(tag)))
}

/** Help desks cut tags at 32 characters, and write other signs for commas and spaces. */
const tagKey = (tag: string): string => comparable(tag.replaceAll(',', ' ')).slice(0, 32).trim()
