import * as z from 'zod'
import { nameSchema } from '../../../schemas/setting-kinds.ts'
import { ticketStatusSchema } from '../../../schemas/ticket.ts'
import type { InboxQuery } from '../../inbox/inbox.ts'

/** A group or an agent is `HELPDESK:ID`; '' is any. */
const partOf = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}:[\w.-]{1,64}$/)

const filtersSchema = z.object({
  helpdesk: z.union([nameSchema, z.literal('')]).catch(''),
  group: z.union([partOf, z.literal('')]).catch(''),
  agent: z.union([partOf, z.enum(['', 'me', 'none'])]).catch(''),
  status: z.union([ticketStatusSchema, z.enum(['unsolved', 'any'])]).catch('unsolved'),
  category: z.string().max(100).catch(''),
  reply: z.literal('yes').or(z.literal('')).catch(''),
  text: z.string().max(300).catch(''),
  /** `text`, sealed: as it may stand in an address. */
  words: z.string().max(4_000).catch(''),
  cursor: z.string().max(500).catch(''),
})
export type Filters = z.output<typeof filtersSchema>

export const readFilters = (fields: Record<string, unknown>): Filters => filtersSchema.parse(fields)

/** Whether anything is narrowed beyond the list as it opens. */
export const isNarrowed = ({ cursor: _, status, ...rest }: Filters): boolean =>
  status !== 'unsolved' || Object.values(rest).some((value) => value !== '')

/** The address of a list: with the filters, and with words sealed. */
export const writeFilters = ({ cursor: _cursor, text: _text, status, ...rest }: Filters): string => {
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''))
  if (status !== 'unsolved') query.set('status', status)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

const afterColon = (value: string): { helpdesk: string; id: string } | null => {
  const [helpdesk = '', id] = value.split(':', 2)
  return id === undefined ? null : { helpdesk, id }
}

/**
 * What is asked of the inbox. `me`: the reader as an agent, where there is one; null: there is nothing to ask for, as the reader is
 * no agent or the filters contradict each other.
 */
export const toInboxQuery = (
  filters: Filters,
  me: { helpdesk: string; id: string } | null,
  limit: number,
): InboxQuery | null => {
  const group = afterColon(filters.group)
  const agent = filters.agent === 'me' ? me : afterColon(filters.agent)
  if (filters.agent === 'me' && me === null) return null
  const places = new Set(
    [filters.helpdesk, group?.helpdesk ?? '', agent?.helpdesk ?? ''].filter((name) => name !== ''),
  )
  if (places.size > 1) return null
  const [helpdesk] = places
  return {
    ...(helpdesk === undefined ? {} : { helpdesk }),
    ...(group === null ? {} : { group: group.id }),
    ...(agent === null ? (filters.agent === 'none' ? { agent: 'none' } : {}) : { agent: agent.id }),
    ...(filters.status === 'any'
      ? {}
      : { status: filters.status === 'unsolved' ? ['open', 'pending', 'other'] : [filters.status] }),
    ...(filters.category === '' ? {} : { category: filters.category }),
    ...(filters.reply === '' ? {} : { needsReply: true }),
    ...(filters.text.trim() === '' ? {} : { text: filters.text }),
    ...(filters.cursor === '' ? {} : { cursor: filters.cursor }),
    limit,
  }
}
