import type { Job } from '../../../../schemas/ticket.ts'
import type { CallOptions, Failure, Write } from '../../outcome.ts'
import { readTicketIds } from '../../read-ticket-ids.ts'
import { refuse, refuseAll } from '../../refuse.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import { convertTags } from '../convert-tags.ts'
import { createEditComposer } from '../desk/compose-edit.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import { isZendeskId } from '../zendesk-id.ts'
import type { JobFinder } from './job-finder.ts'

export interface TicketsChangerOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  jobs: JobFinder
}

/**
 * Changes many tickets by one call and a job; tags are added and taken away, never replaced. What has no field is refused here,
 * since nobody could be told of it afterwards. The job tells of each ticket.
 */
export const createTicketsChanger = ({ client, directory, jobs }: TicketsChangerOptions) => {
  const compose = createEditComposer(directory)
  return async (
    ticketIds: string[],
    changes: Omit<TicketEdit, 'ifUnchangedSince'>,
    options: CallOptions,
  ): Promise<Write<{ job: Job }>> => {
    const none = (failure: Failure): Write<{ job: Job }> => ({ effect: 'none', failure })
    const read = readTicketIds(ticketIds, isZendeskId)
    if (!read.ok) return none(read.failure)
    const composed = await compose(changes, options)
    if (!composed.ok) return none(composed.failure)
    const { body, unmapped } = composed.value
    if (unmapped.length > 0) {
      const faults = unmapped.map(({ field, why }) => ({
        field: `customFields.${field}`,
        code: why.replaceAll('-', '_'),
        message: `The account's form does not take ${field} so.`,
      }))
      return none(refuseAll(faults))
    }
    const [add, remove] = [convertTags(changes.addTags ?? []), convertTags(changes.removeTags ?? [])]
    const ticket = {
      ...body,
      ...(add.length === 0 ? {} : { additional_tags: add }),
      ...(remove.length === 0 ? {} : { remove_tags: remove }),
    }
    if (Object.keys(ticket).length === 0) return none(refuse('changes', 'There is nothing to change.'))
    const result = await client.bulk.update(read.ids, ticket, options)
    return result.effect === 'done'
      ? { effect: 'done', value: { job: jobs.started(result.value.job_status, read.ids) } }
      : { effect: result.effect, failure: result.failure }
  }
}
