import type { ZendeskNamed, ZendeskStatus } from '../../../schemas/zendesk/account.ts'
import type { Clock } from '../../ops/clock.ts'
import { isSameLabel } from '../comparable.ts'
import { findNamed } from '../find-named.ts'
import type { CallOptions, Read, TicketDraft } from '../helpdesk.ts'
import { createRemembered, type Remembered } from '../remembered.ts'
import type { Agent } from '../ticket-desk.ts'
import { type AccountField, parseFields } from './account-fields.ts'
import type { References } from './convert-to-zendesk-ticket.ts'
import { readAll } from './read-pages.ts'
import type { ZendeskClient } from './zendesk-client.ts'

/** What is known of the account: its ticket form, its states, and the ids of its groups and brands. */
export interface ZendeskDirectory {
  fields: Remembered<AccountField[]>
  groups: Remembered<ZendeskNamed[]>
  brands: Remembered<ZendeskNamed[]>
  agents: Remembered<Agent[]>
  /** Empty: the account has no states of its own. */
  statuses: Remembered<ZendeskStatus[]>
  /** Finds what a draft names. Asks only for what it does name. */
  resolve(draft: TicketDraft, options: CallOptions): Promise<Read<References>>
}

const mostPages = 20

export const createZendeskDirectory = (
  { account, people }: ZendeskClient,
  clock: Clock,
): ZendeskDirectory => {
  const fields = createRemembered(async (options) => {
    const read = await readAll(
      (page) => account.fields(page, options),
      (answer) => answer.ticket_fields,
      mostPages,
    )
    return read.ok ? { ok: true, value: parseFields(read.value) } : read
  }, clock)
  const groups = createRemembered(
    (options) =>
      readAll(
        (page) => account.groups(page, options),
        (answer) => answer.groups,
        mostPages,
      ),
    clock,
  )
  const brands = createRemembered(
    (options) =>
      readAll(
        (page) => account.brands(page, options),
        (answer) => answer.brands,
        mostPages,
      ),
    clock,
  )
  const agents = createRemembered<Agent[]>(async (options) => {
    const users = await readAll(
      (page) => people.agents(page, options),
      (answer) => answer.users,
      mostPages,
    )
    if (!users.ok) return users
    const members = await readAll(
      (page) => account.memberships(page, options),
      (answer) => answer.group_memberships,
      mostPages,
    )
    if (!members.ok) return members
    const value = users.value.map((user) => ({
      id: String(user.id),
      name: user.name ?? user.email ?? String(user.id),
      email: user.email ?? null,
      groupIds: members.value.flatMap((each) => (each.user_id === user.id ? [String(each.group_id)] : [])),
      available: null,
    }))
    return { ok: true, value }
  }, clock)
  const statuses = createRemembered(async (options) => {
    const result = await account.statuses(options)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    return { ok: true, value: result.value.custom_statuses.filter(({ active }) => active !== false) }
  }, clock)

  const named = async (
    list: Remembered<ZendeskNamed[]>,
    name: string | null,
    options: CallOptions,
  ): Promise<Read<number | null>> => {
    if (name === null) return { ok: true, value: null }
    const read = await list.get(options)
    if (!read.ok) return read
    return {
      ok: true,
      value: read.value?.find((item) => isSameLabel(item.name, name) || String(item.id) === name)?.id ?? null,
    }
  }
  /** An address goes as it is, and Zendesk says whether it is an agent's. */
  const agentNamed = async (name: string | null, options: CallOptions): Promise<Read<string | null>> => {
    if (name === null || name.includes('@')) return { ok: true, value: name }
    const read = await agents.get(options)
    if (!read.ok) return read
    const found = findNamed(read.value ?? [], name)
    return { ok: true, value: found.kind === 'found' ? found.item.email : null }
  }

  return {
    fields,
    groups,
    brands,
    agents,
    statuses,
    resolve: async (draft, options) => {
      const group = await named(groups, draft.group, options)
      if (!group.ok) return group
      const brand = await named(brands, draft.product, options)
      if (!brand.ok) return brand
      const agent = await agentNamed(draft.agent, options)
      if (!agent.ok) return agent
      return { ok: true, value: { group: group.value, brand: brand.value, agent: agent.value } }
    },
  }
}
