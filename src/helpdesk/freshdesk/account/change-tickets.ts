import type { Job } from '../../../../schemas/ticket.ts'
import type { CallOptions, Failure, Read, Write } from '../../outcome.ts'
import { readTicketIds } from '../../read-ticket-ids.ts'
import { refuse, refuseAll } from '../../refuse.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import { composeChanges } from '../desk/compose-changes.ts'
import { loadEditContext } from '../desk/edit-context.ts'
import { isFreshdeskId } from '../desk/ticket-id.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { convertJob } from './convert-job.ts'

/**
 * Changes many tickets by one call and a job. Freshdesk takes no subjects there, and would replace the tags of all: both are
 * `unsupported`. What has no field is refused here, since nobody could be told of it afterwards. Tickets that are not there are
 * passed over by Freshdesk without a word.
 */
export const changeTickets = async (
  { client, directory }: { client: FreshdeskClient; directory: FreshdeskDirectory },
  ticketIds: string[],
  changes: Omit<TicketEdit, 'ifUnchangedSince'>,
  options: CallOptions,
): Promise<Write<{ job: Job }>> => {
  const none = (failure: Failure): Write<{ job: Job }> => ({ effect: 'none', failure })
  const read = readTicketIds(ticketIds, isFreshdeskId)
  if (!read.ok) return none(read.failure)
  if (changes.subject !== undefined) return none(unsupported('subject'))
  if ((changes.addTags ?? []).length + (changes.removeTags ?? []).length > 0) return none(unsupported('tags'))
  const context = await loadEditContext(directory, changes, options)
  if (!context.ok) return none(context.failure)
  const composed = composeChanges(changes, context.value)
  if (composed.kind === 'refused') return none(composed.failure)
  if (composed.unmapped.length > 0) {
    const faults = composed.unmapped.map(({ field, why }) => ({
      field: `customFields.${field}`,
      code: why.replaceAll('-', '_'),
      message: `The account's form does not take ${field} so.`,
    }))
    return none(refuseAll(faults))
  }
  if (Object.keys(composed.body).length === 0) return none(refuse('changes', 'There is nothing to change.'))
  const result = await client.bulk.update(read.ids.map(Number), composed.body, options)
  return result.effect === 'done'
    ? { effect: 'done', value: { job: { id: result.value.job_id, state: 'queued', done: [], failed: [] } } }
    : { effect: result.effect, failure: result.failure }
}

/** Freshdesk's ids of jobs are numbers or hexadecimal; nothing else is asked for. */
export const findJob = async (
  { bulk }: FreshdeskClient,
  id: string,
  options: CallOptions,
): Promise<Read<Job | null>> => {
  if (!/^[\w-]{1,100}$/.test(id)) return { ok: true, value: null }
  const result = await bulk.job(id, options)
  if (result.effect === 'done') return { ok: true, value: convertJob(id, result.value) }
  return result.failure.kind === 'not-found'
    ? { ok: true, value: null }
    : { ok: false, failure: result.failure }
}

const unsupported = (what: string): Failure => ({
  kind: 'unsupported',
  message: `Freshdesk cannot change the ${what} of many tickets at once; change them one by one.`,
})
