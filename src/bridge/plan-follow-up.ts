import type { Source } from '../../schemas/configuration.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { NewEscalation } from '../ledger/escalation.ts'
import type { Claim, Completion } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { TemplateFacts } from '../policy/policy.ts'
import type { Settlement } from './settlement.ts'

type Delivered = Extract<Settlement, { kind: 'delivered' }>

/**
 * What follows a delivery: the text for the bot, made now that there is a ticket, and when each escalation is due. An attempt that
 * found out about an earlier one's delivery takes what was kept then. Never throws: the ticket is there, and must be told of.
 */
export const planFollowUp = async (
  { entry }: Claim,
  settlement: Delivered,
  { sources, clock, logger }: { sources: Record<string, Source>; clock: Clock; logger: Logger },
): Promise<Pick<Completion, 'acknowledgement' | 'escalations'>> => {
  const followUp = settlement.followUp === undefined ? entry.followUp : settlement.followUp
  const classification = settlement.classification ?? entry.classification
  if (followUp === null || classification === null) return {}
  const { source, helpdesk, handoff, receivedAt } = entry
  const brand = sources[source]?.brand ?? null
  const facts = { source, brand, helpdesk, handoff, classification, receivedAt }
  try {
    return {
      acknowledgement: await acknowledge(followUp, facts, settlement, logger),
      escalations: await planEscalations(followUp, clock.now()),
    }
  } catch (error) {
    logger.error({ err: error, handoffId: entry.id }, 'what follows a delivery failed by a defect')
    return {}
  }
}

// Loaded here and not above: most services have no such rules, and need neither templates nor calendars.
const acknowledge = async (
  { acknowledge: source }: FollowUp,
  facts: TemplateFacts,
  { ticket }: Delivered,
  logger: Logger,
): Promise<string | null> => {
  if (source === null) return null
  const { renderLater } = await import('../policy/render-later.ts')
  const rendered = renderLater(source, facts, ticket)
  if (!rendered.ok) logger.warn({ message: rendered.message }, 'an acknowledgement could not be rendered')
  return rendered.ok && rendered.text !== '' ? rendered.text : null
}

const planEscalations = async ({ escalate }: FollowUp, deliveredAt: number): Promise<NewEscalation[]> => {
  if (escalate.length === 0) return []
  const { escalationDue } = await import('../policy/escalation-due.ts')
  return escalate.map((step) => ({ step, dueAt: escalationDue(step, deliveredAt) }))
}
