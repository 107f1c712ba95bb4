import type { HelpdeskAnswer } from '../../schemas/ticket-api.ts'
import type { Availability } from '../helpdesk/helpdesk.ts'
import type { HelpdeskSummary } from '../tickets/tickets.ts'
import { conditionParameters } from './ticket-parameters.ts'

const time = (ms: number): string => new Date(ms).toISOString()

const presentAvailability = (availability: Availability): HelpdeskAnswer['availability'] =>
  availability.state === 'open'
    ? { state: 'open', reason: null, since: null, until: null, why: null }
    : {
        state: 'shut',
        reason: availability.reason,
        since: time(availability.since),
        until: availability.until === null ? null : time(availability.until),
        why: availability.why,
      }

/** A help desk with what it can do, its conditions under the names of the query's parameters. */
export const presentHelpdesk = (helpdesk: HelpdeskSummary): HelpdeskAnswer => {
  const { capabilities } = helpdesk
  return {
    name: helpdesk.name,
    vendor: helpdesk.vendor,
    default: helpdesk.default,
    capabilities: {
      find_by: capabilities.conditions.map((condition) => conditionParameters[condition]),
      find_at_most: capabilities.findAtMost,
      if_unchanged: capabilities.ifUnchanged,
      reply: capabilities.reply,
      attachments: capabilities.attachments,
      agent_availability: capabilities.agentAvailability,
      knowledge: capabilities.knowledge,
      account: [...capabilities.account],
      archive: capabilities.archive,
    },
    availability: presentAvailability(helpdesk.availability),
  }
}
