import type { CategoryConfig } from '../../../schemas/configuration.ts'
import { comparable } from '../../helpdesk/comparable.ts'
import type { PastTicket } from '../past-ticket.ts'

type Filed = Pick<PastTicket, 'labels' | 'tags'>

interface Known {
  category: string
  names: Set<string>
  tags: string[]
  type: string | null
  group: string | null
}

/**
 * Tells which configured category a past ticket was filed under; null: none, or it cannot be told. Pure. What a file calls the
 * category is looked up among its names, and stands as it is when it is none. Of a help desk's tickets, type and group go before
 * tags: agents mend fields, and leave the tags that a ticket came with.
 */
export const createCategoryRecogniser = (
  categories: Readonly<Record<string, CategoryConfig>>,
): ((ticket: Filed) => string | null) => {
  const known = Object.entries(categories).map(([category, config]): Known => {
    const { names, tags, type, group } = config
    return {
      category,
      names: new Set([category, ...names].map(comparable)),
      tags: tags.map(comparable),
      type: type === undefined ? null : comparable(type),
      group: group === undefined ? null : comparable(group),
    }
  })
  const named = (name: string | undefined): string | null =>
    name === undefined ? null : only(known.filter(({ names }) => names.has(comparable(name))))

  return ({ labels, tags }) => {
    if (labels.category !== undefined) return named(labels.category) ?? labels.category
    const fields = { type: maybe(labels.type), group: maybe(labels.group) }
    const worn = new Set(tags.map(comparable))
    const byTags =
      only(known.filter((each) => worn.has(comparable(each.category)))) ??
      only(known.filter((each) => each.tags.length > 0 && each.tags.every((tag) => worn.has(tag))))
    const byFields = findByFields(known, fields)
    const tagged = known.find(({ category }) => category === byTags)
    if (tagged !== undefined && !contradicts(tagged, fields)) return tagged.category
    return byFields ?? (tagged === undefined ? (named(labels.type) ?? named(labels.group)) : null)
  }
}

interface Fields {
  type: string | null
  group: string | null
}

/** The one whose type and group, as far as it has them, are the ticket's; one with both goes before one with either. */
const findByFields = (known: readonly Known[], { type, group }: Fields): string | null => {
  const fitting = known.filter(
    (each) =>
      (each.type !== null || each.group !== null) &&
      (each.type === null || each.type === type) &&
      (each.group === null || each.group === group),
  )
  const both = fitting.filter((each) => each.type !== null && each.group !== null)
  return only(both.length > 0 ? both : fitting)
}

const contradicts = (known: Known, { type, group }: Fields): boolean =>
  (known.type !== null && type !== null && known.type !== type) ||
  (known.group !== null && group !== null && known.group !== group)

const only = (found: readonly Known[]): string | null =>
  found.length === 1 ? (found[0]?.category ?? null) : null

const maybe = (label: string | undefined): string | null => (label === undefined ? null : comparable(label))
