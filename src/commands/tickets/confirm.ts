import type { Terminal } from '../../ops/terminal.ts'
import { isSet, type ParsedArguments, UsageError } from '../command.ts'

/** How it is made sure that a person wants a text to go to a customer. */
export type Consent = 'given' | 'ask'

/** Throws `UsageError` when there is nobody to ask and nobody has said yes. */
export const consentOf = (parsed: ParsedArguments, { stdin, stderr }: Terminal): Consent => {
  if (isSet(parsed, 'yes')) return 'given'
  if (stdin?.isTTY === true && stderr.isTTY === true) return 'ask'
  throw new UsageError(
    'Nothing was sent: this goes to a customer, and there is no terminal to ask on. Add --yes when a person has decided it.',
  )
}

/** Asks on the terminal; only y or yes is one. */
export const confirm = async (question: string, { stdin, stderr }: Terminal): Promise<boolean> => {
  stderr.write(`${question} [y/N] `)
  let answer = ''
  for await (const chunk of stdin ?? []) {
    answer += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    if (answer.includes('\n')) break
  }
  if (!answer.includes('\n')) stderr.write('\n')
  return /^\s*y(es)?\s*$/i.test(answer)
}
