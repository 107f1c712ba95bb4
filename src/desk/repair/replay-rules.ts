import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Plan, planDelivery } from '../../bridge/plan-delivery.ts'
import type { Entry } from '../../ledger/ledger.ts'
import { type CompiledPolicy, historyDays, type PolicyFacts } from '../../policy/policy.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'

/** How many hand-offs rules are tried on. */
export const replayed = 200

export interface Difference {
  id: string
  receivedAt: number
  changes: { field: keyof Plan; before: unknown; after: unknown }[]
}

export interface Replay {
  /** How many hand-offs the rules were tried on. */
  looked: number
  differences: Difference[]
}

type Desk = Pick<DeskDependencies, 'ledger' | 'classifier' | 'config'>

const dayMs = 86_400_000
/** What was refused at the door never got to the rules. */
const states: Entry['state'][] = ['received', 'delivering', 'waiting', 'parked', 'delivered', 'dismissed']

const deliveredBefore = async (entry: Entry, { ledger }: Desk): Promise<number[]> => {
  const { id, requesterKey, helpdesk, receivedAt } = entry
  const since = receivedAt - historyDays * dayMs
  const recent = await ledger.recentlyDelivered({ requesterKey, helpdesk, since, limit: 30 })
  return recent
    .filter((other) => other.id !== id && (other.endedAt ?? Number.POSITIVE_INFINITY) <= receivedAt)
    .map(({ endedAt }) => endedAt ?? 0)
}

/** What is known of a hand-off when it is classified anew, as a correction makes it. */
export const classifyAgain = (entry: Entry, { classifier, config }: Pick<Desk, 'classifier' | 'config'>) => {
  const { handoff, source } = entry
  return classifier.classify({
    subject: handoff?.subject ?? null,
    text: handoff?.summary ?? '',
    botCategory: handoff?.category ?? null,
    language: handoff?.language ?? null,
    trustBot: config.sources[source]?.trustCategory ?? true,
  })
}

/** What rules look at in a hand-off that is on record; null: its content is no longer kept. */
export const factsOf = async (
  entry: Entry,
  desk: Desk,
  asksHistory: boolean,
): Promise<PolicyFacts | null> => {
  const { source, helpdesk, handoff, receivedAt } = entry
  if (handoff === null) return null
  const { sources } = desk.config
  return {
    source,
    brand: sources[source]?.brand ?? null,
    // One that a rule has moved began where its source sends it.
    helpdesk: sources[source]?.helpdesk ?? helpdesk,
    handoff,
    classification: entry.classification ?? (await classifyAgain(entry, desk)),
    receivedAt,
    delivered: asksHistory ? await deliveredBefore(entry, desk) : [],
    requester: { told: false, why: 'not asked' },
  }
}

const planFields = [
  'park',
  'helpdesk',
  'subject',
  'group',
  'agent',
  'type',
  'priority',
  'tags',
  'customFields',
  'text',
  'notes',
  'acknowledgement',
  'escalations',
] as const satisfies readonly (keyof Plan)[]

const compare = (before: Plan, after: Plan): Difference['changes'] =>
  planFields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))

/** What would have gone differently with the last hand-offs, by other rules than those that are in force. Changes nothing. */
export const replayRules = async (
  { before, after }: { before: CompiledPolicy | null; after: CompiledPolicy },
  desk: Desk,
): Promise<Replay> => {
  const { entries } = await desk.ledger.list({ state: states, limit: replayed })
  const asksHistory = before?.asksHistory === true || after.asksHistory
  const differences: Difference[] = []
  let looked = 0
  for (const entry of entries) {
    const facts = await factsOf(entry, desk, asksHistory)
    if (facts === null) continue
    looked += 1
    const changes = compare(
      planDelivery(before, facts, desk.config).plan,
      planDelivery(after, facts, desk.config).plan,
    )
    if (changes.length > 0) differences.push({ id: entry.id, receivedAt: entry.receivedAt, changes })
    // Two hundred tickets composed in a row would hold up everybody else.
    if (looked % 10 === 0) await setImmediate()
  }
  return { looked, differences }
}
