import { subjectOf } from '../../access/read-subject.ts'
import { problemOfRefusal } from '../../api/ticket-problems.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { ReadPlace, WriteOutcome, WritePlace } from '../../tickets/tickets.ts'
import { audited } from '../audited.ts'
import { isSet, type ParsedArguments, textOption, UsageError } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { reportRefusal } from './report-refusal.ts'
import type { TicketContext } from './ticket-verb.ts'

export interface TicketWrite<T> {
  /** As `/v1` names it. */
  operationId: string
  ticketId: string
  at: ReadPlace
  /** Null: done as often as it is asked for. */
  key: string | null
  send(at: WritePlace): Promise<WriteOutcome<T>>
  /** Shows what came of it, for people or with `--json`. Answers the exit code. */
  show(value: T, duplicate: boolean): number | Promise<number>
}

/** Does one write under the operator's name and in the audit trail, and tells how it ended. */
export const writeTicket = async <T>(
  write: TicketWrite<T>,
  context: TicketContext,
  { parsed, terminal }: { parsed: ParsedArguments; terminal: Terminal },
): Promise<number> => {
  const { ticketId, at, key } = write
  const who = operatorName(terminal.env)
  const problem = { part: 'body', hasPrecondition: false } as const
  const outcome = await audited(
    context.trail,
    { who, what: write.operationId, subject: subjectOf('ticket', ticketId) },
    () => write.send({ ...at, who, key }),
    (result) => {
      if (result.ok) return { outcome: 'done' }
      if (result.refusal.kind === 'unknown-outcome') return { outcome: 'unknown' }
      const { status } = problemOfRefusal(result.refusal, { now: context.clock.now(), ...problem })
      return { outcome: status < 500 ? 'refused' : 'failed' }
    },
  )
  if (outcome.ok) return write.show(outcome.value, outcome.duplicate)
  const { part } = problem
  const json = isSet(parsed, 'json')
  return reportRefusal(outcome.refusal, terminal, { ticketId, key, now: context.clock.now(), json, part })
}

const form = /^[\x21-\x7e]{1,255}$/

/** The key that was given. Throws `UsageError`. */
export const givenKey = (parsed: ParsedArguments): string | null => {
  const key = textOption(parsed, 'key') ?? null
  if (key === null || form.test(key)) return key
  throw new UsageError('--key takes 1 to 255 visible ASCII characters without spaces.')
}
