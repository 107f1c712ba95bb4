import type { ZendeskAudit } from '../../../../schemas/zendesk/audit.ts'
import type { FieldOrigin } from '../../ticket-desk.ts'

export type OriginField = 'group_id' | 'priority' | 'type'

export interface OriginFacts {
  field: OriginField
  /** As the ticket has it. */
  value: string | number | null
  /** Newest first. */
  audits: readonly ZendeskAudit[]
  requesterId: number | null
  /** Our credentials' agent; null: not known. */
  ourId: number | null
  /** The requester is an agent of the account, or it is not known whether: then nothing is a mere default. */
  requesterMayBeAgent: boolean
}

/**
 * Who gave a field the value that it has: who wrote the last event of that field. When that event gave another value, or there is
 * none, it is `unknown`. A group that a customer's ticket began with is the account's `default`, since customers choose none; a
 * priority or type is what the customer chose. Pure.
 */
export const decideOrigin = (facts: OriginFacts): FieldOrigin => {
  if (facts.value === null) return 'empty'
  const last = lastEventOf(facts)
  if (last === null || String(last.event.value ?? '') !== String(facts.value)) return 'unknown'
  const { audit, event } = last
  if ((event.via?.channel ?? audit.via?.channel) === 'rule') return 'rule'
  const author = audit.author_id
  if (author == null || facts.ourId === null) return 'unknown'
  if (author === facts.ourId) return 'ours'
  if (author <= 0) return 'rule'
  const isBeginning = event.type === 'Create' && author === facts.requesterId
  return isBeginning && facts.field === 'group_id' && !facts.requesterMayBeAgent ? 'default' : 'person'
}

/** The last of one audit's events stands: triggers run after what set them off. */
const lastEventOf = ({ audits, field }: OriginFacts) => {
  for (const audit of audits) {
    const event = audit.events.findLast(
      ({ type, field_name: name }) => name === field && (type === 'Create' || type === 'Change'),
    )
    if (event !== undefined) return { audit, event }
  }
  return null
}
