import { type TriageMode, triageModeSchema } from '../../../schemas/triage.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { audited } from '../audited.ts'
import { exitCode, isSet, type ParsedArguments, requiredPositional, UsageError } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { plainText } from '../table.ts'
import { withTriage } from './with-triage.ts'

/** `relevo triage stop`: nothing is written any more. */
export const stop = (parsed: ParsedArguments, terminal: Terminal): Promise<number> =>
  withTriage(terminal, async ({ triage, trail }) => {
    const who = operatorName(terminal.env)
    const deed = { who, what: 'stopTriage', subject: null }
    await audited(
      trail,
      deed,
      () => triage.stop(who),
      () => ({ outcome: 'done' }),
    )
    return say(
      parsed,
      terminal,
      { stopped: true },
      'Nothing is written any more, from the next ticket on. Predictions go on. To write again: relevo triage start',
    )
  })

/** `relevo triage start`: writes again, as far as modes allow. */
export const start = (parsed: ParsedArguments, terminal: Terminal): Promise<number> =>
  withTriage(terminal, async ({ triage, trail }) => {
    const who = operatorName(terminal.env)
    const deed = { who, what: 'startTriage', subject: null }
    await audited(
      trail,
      deed,
      () => triage.resume(who),
      () => ({ outcome: 'done' }),
    )
    return say(
      parsed,
      terminal,
      { stopped: false },
      'Triage writes again, as far as modes allow: relevo triage',
    )
  })

/** `relevo triage mode CATEGORY MODE`: how far triage may go for a category, while the service runs. */
export const setMode = (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const category = requiredPositional(parsed, 1, 'The category')
  const mode = readMode(requiredPositional(parsed, 2, 'The mode'))
  return withTriage(terminal, async ({ triage, trail }) => {
    const who = operatorName(terminal.env)
    const deed = { who, what: 'setTriageMode', subject: null }
    const isKnown = await audited(
      trail,
      deed,
      () => triage.setMode(category, mode, who),
      (known) => ({ outcome: known ? 'done' : 'refused' }),
    )
    if (!isKnown) {
      terminal.stderr.write(`relevo: there is no category "${plainText(category)}" in the configuration.\n`)
      return exitCode.notFound
    }
    const text =
      mode === null
        ? `${category} goes by the configuration again.`
        : `${category} is in mode ${mode} now, in every running service, whatever the configuration says.`
    return say(parsed, terminal, { category, mode }, text)
  })
}

const readMode = (text: string): TriageMode | null => {
  if (text === 'configured') return null
  const mode = triageModeSchema.safeParse(text)
  if (!mode.success)
    throw new UsageError(`"${plainText(text)}" is no mode; use observe, suggest, apply or configured.`)
  return mode.data
}

const say = (parsed: ParsedArguments, { stdout }: Terminal, answer: object, text: string): number => {
  stdout.write(isSet(parsed, 'json') ? `${JSON.stringify(answer)}\n` : `${text}\n`)
  return exitCode.ok
}
