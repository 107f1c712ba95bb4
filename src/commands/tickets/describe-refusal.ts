import type { Failure } from '../../helpdesk/helpdesk.ts'
import type { Refusal, WriteRefusal } from '../../tickets/tickets.ts'
import { exitCode } from '../command.ts'
import { plainText } from '../table.ts'
import { optionOfField } from './option-of-field.ts'

export interface RefusalText {
  code: number
  /** For a person: what is the matter, and what to do. Without control characters. */
  lines: string[]
}

export interface RefusalContext {
  ticketId: string | null
  now: number
  /** Whether it was looked for something, or something was to be written. */
  part: 'query' | 'body'
  /** The key that the write was sent under; null: none. */
  key: string | null
}

/** A refusal in words, and the exit code that scripts tell it by. */
export const describeRefusal = (refusal: Refusal | WriteRefusal, context: RefusalContext): RefusalText => {
  switch (refusal.kind) {
    case 'no-helpdesk':
      return refusal.choices.length === 0
        ? { code: exitCode.configuration, lines: [refusal.message] }
        : { code: exitCode.usage, lines: [`${refusal.message} Say which: --helpdesk NAME.`] }
    case 'key-conflict':
      return {
        code: exitCode.conflict,
        lines: [
          'Nothing was done: this key was used for something else in the last 24 hours. Take another one.',
        ],
      }
    case 'under-way':
      return {
        code: exitCode.later,
        lines: [
          `The same is being done at this moment. Run the same command again ${inTime(refusal.retryAfterMs)}.`,
        ],
      }
    case 'unknown-outcome':
      return { code: exitCode.unknownOutcome, lines: unknownLines(refusal, context) }
    case 'failed':
      return describeFailure(refusal.failure, context)
    default:
      return refusal satisfies never
  }
}

const unknownLines = (
  { failure, retryAfterMs }: Extract<WriteRefusal, { kind: 'unknown-outcome' }>,
  { key }: RefusalContext,
): string[] => {
  const what = `It may have been done or not: ${sentence(failure.message)}`
  if (retryAfterMs === null) return [what, 'It sets values, so running the same command again does no harm.']
  const how = key === null ? '' : `, with --key ${key}`
  return [
    what,
    `Run the same command again ${inTime(retryAfterMs)}${how}: it is looked for first, and only sent when it is not there.`,
  ]
}

const describeFailure = (failure: Failure, { ticketId, now, part }: RefusalContext): RefusalText => {
  const said = sentence(failure.message)
  switch (failure.kind) {
    case 'not-found':
      return {
        code: exitCode.notFound,
        lines: [ticketId === null ? said : `There is no ticket #${ticketId}.`],
      }
    case 'gone':
      return {
        code: exitCode.notFound,
        lines: [`#${ticketId ?? ''} is deleted, archived or marked as spam; nothing can be done with it.`],
      }
    case 'conflict':
      return {
        code: exitCode.conflict,
        lines: [said, 'Nothing was changed. Look at the ticket again, and decide anew.'],
      }
    case 'invalid':
      return {
        code: exitCode.failed,
        lines: [
          'The help desk does not take this; nothing was done.',
          ...failure.faults
            .slice(0, mostFaults)
            .map(({ field, message }) =>
              plainText(`  ${field === '' ? '' : `${optionOfField(field, part)}: `}${message}`),
            ),
        ],
      }
    case 'too-large':
      return {
        code: exitCode.failed,
        lines: ['This is too large for the help desk. Shorten the text, or attach less.'],
      }
    case 'unsupported':
      return { code: exitCode.failed, lines: [said] }
    case 'credentials':
    case 'forbidden':
      return { code: exitCode.failed, lines: [said, 'Nothing was done; "relevo check" tells more.'] }
    case 'rate-limited':
      return {
        code: exitCode.later,
        lines: [
          `The account’s rate limit is used up; nothing was done. Try again ${inTime(failure.retryAt - now)}.`,
        ],
      }
    case 'held':
      return {
        code: exitCode.later,
        lines: [
          `Nothing was sent: ${said} Try again ${inTime((failure.retryAt ?? now + usualWaitMs) - now)}.`,
        ],
      }
    case 'unavailable':
      return { code: exitCode.later, lines: [`${said} Nothing was done; try again in a moment.`] }
    default:
      return failure satisfies never
  }
}

const mostFaults = 30
const usualWaitMs = 30_000

const inTime = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return seconds < 120 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} min`
}

const sentence = (text: string): string => {
  const plain = plainText(text).trim()
  return /[.!?]$/.test(plain) ? plain : `${plain}.`
}
