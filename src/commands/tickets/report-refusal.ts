import { problemOfRefusal } from '../../api/ticket-problems.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { Refusal, WriteRefusal } from '../../tickets/tickets.ts'
import { describeRefusal, type RefusalContext } from './describe-refusal.ts'

/**
 * Tells why it was not done, on stderr; with `json` also on stdout, under the codes of `/v1` and in the command line's words.
 * Answers the exit code.
 */
export const reportRefusal = (
  refusal: Refusal | WriteRefusal,
  terminal: Terminal,
  context: RefusalContext & { json: boolean },
): number => {
  const { code, lines } = describeRefusal(refusal, context)
  if (context.json) {
    const { now, part } = context
    const problem = problemOfRefusal(refusal, { now, part, hasPrecondition: false })
    const body = {
      ok: false,
      code: problem.code,
      detail: lines.join(' '),
      ...(problem.errors === undefined ? {} : { errors: problem.errors }),
      ...(context.key === null ? {} : { key: context.key }),
    }
    terminal.stdout.write(`${JSON.stringify(body)}\n`)
  }
  terminal.stderr.write(`${lines.join('\n')}\n`)
  return code
}
