import { type TriageMode, triageModeSchema } from '../../../schemas/triage.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { Triage } from '../../triage/triage.ts'
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
    const { helpdesks } = await triage.status()
    const waiting = helpdesks.reduce((sum, { counts }) => sum + counts.due, 0)
    await audited(
      trail,
      deed,
      () => triage.resume(who),
      () => ({ outcome: 'done' }),
    )
    const backlog =
      waiting === 0
        ? ''
        : ` ${waiting} tickets that came meanwhile are looked at anew, and written where that still fits.`
    return say(
      parsed,
      terminal,
      { stopped: false, waiting },
      `Triage writes again, as far as modes allow.${backlog}`,
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
      const names = (await triage.status()).categories.map((each) => each.category)
      terminal.stderr.write(
        `relevo: there is no category "${plainText(category)}" in the configuration; there are ${names.join(', ')}.\n`,
      )
      return exitCode.notFound
    }
    if (mode === 'apply') await warnOfUnmeasured(triage, category, terminal)
    const text =
      mode === null
        ? `${category} goes by the configuration again.`
        : `${category} is in mode ${mode} now, in every running service, whatever the configuration says.`
    return say(parsed, terminal, { category, mode }, text)
  })
}

/** What nobody has measured is written on a confidence that is only believed. */
const warnOfUnmeasured = async (
  triage: Pick<Triage, 'status'>,
  category: string,
  { stderr }: Terminal,
): Promise<void> => {
  const { categories } = await triage.status()
  const { threshold } = categories.find((each) => each.category === category) ?? {}
  if (threshold?.basis === 'assumed')
    stderr.write(
      `Nobody has measured yet how often ${plainText(category)} is right: see relevo triage report, or relevo triage backtest.\n`,
    )
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
