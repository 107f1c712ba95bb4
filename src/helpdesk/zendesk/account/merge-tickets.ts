import type { Job, Ticket } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { CallOptions, Failure, Read, Write } from '../../outcome.ts'
import { prepareMerge } from '../../prepare-merge.ts'
import { asRefusal, noSuchTicket } from '../desk/say.ts'
import { hasMarkedMessage } from '../has-marked-message.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import { isZendeskId } from '../zendesk-id.ts'
import { awaitJob } from './await-job.ts'
import type { JobFinder } from './job-finder.ts'

export interface TicketMergerOptions {
  client: ZendeskClient
  jobs: JobFinder
  toTicket: (ticket: ZendeskTicket) => Ticket
  clock: Clock
}

/**
 * Merges by a job, and waits for it for a quarter of a minute. When the answer is lost or the job does not end in time, the
 * comments of the ticket that stays are looked through for that of this very merge: found, it was done; not found, it may still
 * come, and stays unknown. Some merged and others not is unknown as well, and says which.
 */
export const createTicketMerger = ({ client, jobs, toTicket, clock }: TicketMergerOptions) => {
  const readKept = async (id: string, options: CallOptions): Promise<Read<ZendeskTicket>> => {
    const read = await client.tickets.get(id, options)
    if (read.effect !== 'done')
      return { ok: false, failure: read.failure.kind === 'not-found' ? noSuchTicket : read.failure }
    const { ticket } = read.value
    const isShut = ticket.status === 'closed' || ticket.status === 'deleted'
    return isShut ? { ok: false, failure: closedToMerges } : { ok: true, value: ticket }
  }

  return async (
    into: string,
    given: string[],
    { note, ...options }: CallOptions & { note?: string },
  ): Promise<Write<{ ticket: Ticket }>> => {
    const prepared = prepareMerge(into, given, isZendeskId, note)
    if (!prepared.ok) return { effect: 'none', failure: prepared.failure }
    if (!isZendeskId(into)) return { effect: 'none', failure: noSuchTicket }
    const { others, marker, noteForKept, noteForOthers } = prepared.merge
    const kept = await readKept(into, options)
    if (!kept.ok) return { effect: 'none', failure: kept.failure }

    const settle = async (unless: Failure): Promise<Write<{ ticket: Ticket }>> => {
      const marked = await hasMarkedMessage(client, into, marker, options)
      return marked.ok && marked.value?.found === true ? done() : { effect: 'unknown', failure: unless }
    }
    const done = async (): Promise<Write<{ ticket: Ticket }>> => {
      const after = await readKept(into, options)
      // It is merged whether it can be read again or not, and its number is the same.
      return { effect: 'done', value: { ticket: toTicket(after.ok ? after.value : kept.value) } }
    }

    const body = {
      ids: others.map(Number),
      target_comment: noteForKept,
      source_comment: noteForOthers,
      target_comment_is_public: false,
      source_comment_is_public: false,
    }
    const result = await client.bulk.merge(into, body, options)
    if (result.effect !== 'done') {
      const { effect, failure } = result
      return effect === 'none' ? { effect, failure: asRefusal(failure) } : settle(failure)
    }
    const job = await awaitJob(jobs.started(result.value.job_status, others), { jobs, clock }, options)
    if (job === null) return settle(unfinished)
    if (job.failed.length === 0) return done()
    const failure = refusedBy(job)
    const isNothingDone = job.done.length === 0 && job.failed.length >= others.length
    return { effect: isNothingDone ? 'none' : 'unknown', failure }
  }
}

const refusedBy = ({ done, failed }: Job): Failure => {
  const faults = failed.map(({ ticketId, why }) => ({
    field: ticketId === null ? 'others' : `others.${ticketId}`,
    code: 'refused',
    message: why,
  }))
  const merged = done.length === 0 ? '' : ` These were merged: ${done.map((id) => `#${id}`).join(', ')}.`
  const message = `The help desk does not merge them: ${faults.map((fault) => fault.message).join(' ')}${merged}`
  return { kind: 'invalid', message, status: 422, faults }
}

const closedToMerges: Failure = {
  kind: 'gone',
  message: 'The ticket is closed or deleted, and takes no others in.',
}
const unfinished: Failure = {
  kind: 'unavailable',
  message: 'The help desk has not said in time whether it merged the tickets.',
  status: null,
  code: 'UNFINISHED',
}
