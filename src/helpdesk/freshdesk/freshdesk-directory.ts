import type { FreshdeskAgent } from '../../../schemas/freshdesk/agent.ts'
import type { FreshdeskNamed } from '../../../schemas/freshdesk/named.ts'
import type { Clock } from '../../ops/clock.ts'
import { isSameLabel } from '../comparable.ts'
import type { AccountField } from '../fields/account-field.ts'
import { matchChoice } from '../fields/match-choice.ts'
import type { NamedDraft } from '../fields/name-system-fields.ts'
import type { CallOptions, Read } from '../helpdesk.ts'
import { createRemembered, isTransient, type Remembered } from '../remembered.ts'
import { toRead } from '../to-read.ts'
import { findCompany } from './account/find-company.ts'
import type { References } from './convert-to-freshdesk-ticket.ts'
import { isFreshdeskId } from './desk/ticket-id.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'
import { parseTicketFields } from './parse-ticket-fields.ts'
import { readPages } from './read-pages.ts'

/** What is known of the account: its ticket form, and the ids of its groups, agents and products. */
export interface FreshdeskDirectory {
  fields: Remembered<AccountField[]>
  groups: Remembered<FreshdeskNamed[]>
  agents: Remembered<FreshdeskAgent[]>
  products: Remembered<FreshdeskNamed[]>
  /** Finds what a draft names. Asks only for what it does name, and only what the form does not tell. */
  resolve(draft: NamedDraft, fields: AccountField[] | null, options: CallOptions): Promise<Read<References>>
}

const mostPages = 10
const mostAgents = 500

export const createFreshdeskDirectory = (client: FreshdeskClient, clock: Clock): FreshdeskDirectory => {
  const { account } = client
  const fields = createRemembered(
    async (options) => toRead(await account.ticketFields(options), parseTicketFields),
    clock,
  )
  const groups = createRemembered(
    (options) => readPages((page) => account.groups({ page }, options), mostPages),
    clock,
  )
  const products = createRemembered(
    (options) => readPages((page) => account.products({ page }, options), mostPages),
    clock,
  )
  const allAgents = createRemembered(
    (options) => readPages((page) => account.agents({ page }, options), mostPages),
    clock,
  )
  const agents = new Map<string, Remembered<number | null>>()

  const agentOf = (email: string): Remembered<number | null> => {
    const key = email.trim().toLowerCase()
    const known = agents.get(key)
    if (known !== undefined) return known
    const asked = createRemembered<number | null>(async (options) => {
      const found = await account.agentsByEmail(key, options)
      // Should the filter ever be ignored, the first of all agents would be a wrong one.
      return toRead(
        found,
        (list) => list.find((agent) => agent.contact?.email?.toLowerCase() === key)?.id ?? null,
      )
    }, clock)
    if (agents.size >= mostAgents) agents.clear()
    agents.set(key, asked)
    return asked
  }

  const resolve: FreshdeskDirectory['resolve'] = async (draft, form, options) => {
    const inForm = (key: string, name: string): number | null => {
      const choice = matchChoice(form?.find((field) => field.key === key)?.choices ?? [], name)
      return typeof choice?.value === 'number' ? choice.value : null
    }
    const named = async (
      key: string,
      name: string | null,
      list: Remembered<{ id: number; name: string }[]>,
    ): Promise<Read<number | null>> => {
      if (name === null) return nothing
      const known = inForm(key, name)
      if (known !== null) return { ok: true, value: known }
      const read = await list.get(options)
      if (!read.ok) return read
      // Where the list is not for our eyes, an id is believed.
      if (read.value === null) return { ok: true, value: isFreshdeskId(name) ? Number(name) : null }
      const found = read.value.find((item) => isSameLabel(item.name, name) || String(item.id) === name)
      return { ok: true, value: found?.id ?? null }
    }
    const agentNamed = async (name: string | null): Promise<Read<number | null>> => {
      if (name === null) return nothing
      const known = inForm('responder_id', name)
      if (known !== null) return { ok: true, value: known }
      return name.includes('@') ? agentOf(name).get(options) : nothing
    }
    // Whoever may not look among companies has their value in the text.
    const companyNamed = async (name: string | null): Promise<Read<number | null>> => {
      if (name === null) return nothing
      const found = await findCompany(client, isFreshdeskId(name) ? { id: name } : { name }, options)
      if (!found.ok) return isTransient(found.failure) ? found : nothing
      return { ok: true, value: found.value === null ? null : Number(found.value.id) }
    }
    const group = await named('group_id', draft.group, groups)
    if (!group.ok) return group
    const product = await named('product_id', draft.product, products)
    if (!product.ok) return product
    const agent = await agentNamed(draft.agent)
    if (!agent.ok) return agent
    const company = await companyNamed(draft.company)
    if (!company.ok) return company
    return {
      ok: true,
      value: {
        group: group.value,
        agent: agent.value,
        product: product.value,
        company: company.value,
      },
    }
  }

  return { fields, groups, agents: allAgents, products, resolve }
}

const nothing = { ok: true, value: null } as const
