import type { Classification } from '../../schemas/classification.ts'
import type { Filed } from '../../schemas/kept.ts'
import type { UnmappedField } from '../helpdesk/helpdesk.ts'
import type { PolicyOutcome } from '../policy/policy.ts'
import { composeTags } from './compose-tags.ts'

// As help desks and their refusals call them.
const typeFields = new Set(['type', 'ticket_type', 'tickettype'])
const groupFields = new Set(['group', 'group_id'])
const tagFields = new Set(['tags'])

/**
 * What of a classification stands in the ticket that was made, so that it can be looked for later: less what a rule of the company put
 * there instead, and less what the help desk did not take. Null: nobody had decided anything.
 */
export const describeFiled = (
  classification: Classification,
  policy: Pick<PolicyOutcome, 'type' | 'group'> | null,
  unmapped: readonly Pick<UnmappedField, 'field'>[],
): Filed | null => {
  const { category, decidedBy, type, group, tags } = classification
  if (category === null || decidedBy === 'none') return null
  const isRefused = (fields: Set<string>) => unmapped.some(({ field }) => fields.has(field))
  // The first, `relevo`, is on every ticket and says nothing.
  const written = composeTags(tags).slice(1)
  return {
    decidedBy,
    category,
    type: policy?.type != null || isRefused(typeFields) ? null : type,
    group: policy?.group != null || isRefused(groupFields) ? null : group,
    tags: isRefused(tagFields) ? [] : written,
  }
}
