import * as z from 'zod'
import { type HandoffState, handoffStateSchema } from '../../../schemas/handoff.ts'
import type { SearchQuery } from '../../ledger/search/search.ts'
import { dayInZone, isZone } from './day-in-zone.ts'

const name = z.string().max(100).catch('')
const filtersSchema = z.object({
  text: z.string().max(500).catch(''),
  /** `text`, sealed: as it may stand in an address. */
  words: z.string().max(4_000).catch(''),
  state: z.enum(['', 'open', ...handoffStateSchema.options]).catch(''),
  source: name,
  helpdesk: name,
  flag: z.enum(['', 'possible-duplicate', 'unmapped-fields', 'mailed-fallback', 'moved-fallback']).catch(''),
  category: name,
  from: z.string().max(10).catch(''),
  to: z.string().max(10).catch(''),
  zone: z.string().max(60).refine(isZone).catch('UTC'),
  cursor: z.string().max(200).catch(''),
  /** How often it was looked further back without being asked. */
  rounds: z.coerce.number().int().min(0).max(1000).catch(0),
})

/** What is in the form of the list, as texts; '' is any. */
export type Filters = z.infer<typeof filtersSchema>

/** The value of `category` for hand-offs that nobody could classify. */
export const undecided = '-'

const openStates: HandoffState[] = ['received', 'waiting', 'delivering']

/** Whatever cannot be read counts as not asked for. */
export const readFilters = (given: Record<string, string | string[]>): Filters => filtersSchema.parse(given)

/** The address of a list: with the filters, and with words sealed. */
export const writeFilters = ({ text: _, cursor: __, rounds: ___, ...filters }: Filters): string => {
  const kept = Object.entries(filters).filter(
    ([name, value]) => value !== '' && !(name === 'zone' && filters.from === '' && filters.to === ''),
  )
  const query = new URLSearchParams(kept).toString()
  return query === '' ? '/handoffs' : `/handoffs?${query}`
}

/** Whether anything narrows the list. */
export const isNarrowed = (filters: Filters): boolean =>
  filters.text.trim() !== '' ||
  writeFilters({ ...filters, from: '', to: '' }) !== '/handoffs' ||
  filters.from !== '' ||
  filters.to !== ''

/** The ledger's question. Days are those of the reader's zone. */
export const toSearchQuery = (filters: Filters, limit: number): SearchQuery => {
  const after = dayInZone(filters.from, filters.zone)
  const before = dayInZone(filters.to, filters.zone, 1)
  return {
    limit,
    text: filters.text.trim() === '' ? null : filters.text,
    ...(filters.state === '' ? {} : { state: filters.state === 'open' ? openStates : [filters.state] }),
    ...(filters.source === '' ? {} : { source: filters.source }),
    ...(filters.helpdesk === '' ? {} : { helpdesk: filters.helpdesk }),
    ...(filters.flag === '' ? {} : { flag: filters.flag }),
    ...(filters.category === ''
      ? {}
      : { category: filters.category === undecided ? null : filters.category }),
    ...(after === null ? {} : { receivedAfter: after }),
    ...(before === null ? {} : { receivedBefore: before }),
    ...(filters.cursor === '' ? {} : { cursor: filters.cursor }),
  }
}
