import type { Access } from '../access/access.ts'
import { subjectOf } from '../access/read-subject.ts'
import { applyEdit } from '../api/apply-edit.ts'
import { presentDetail } from '../api/present-entry.ts'
import { describeReason } from '../classify/describe-reason.ts'
import type { Entry, HistoryRow, Ledger, PersonOutcome } from '../ledger/ledger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { applySettings } from './apply-settings.ts'
import { audited } from './audited.ts'
import {
  type Command,
  exitCode,
  isSet,
  listOption,
  type ParsedArguments,
  requiredPositional,
  textOption,
  UsageError,
} from './command.ts'
import { handoffTicket, listHandoffs } from './handoffs-list.ts'
import { operatorName } from './operator-name.ts'
import { plainText } from './table.ts'
import { withLedger } from './with-ledger.ts'

interface Context {
  ledger: Ledger
  access: Access
}
type Verb = (context: Context, parsed: ParsedArguments, terminal: Terminal) => Promise<number>

const usage = [
  'relevo handoffs list [--state STATE]… [--source NAME] [--flag FLAG] [--after TIME] [--before TIME] [--limit N | --all] [--json]',
  'relevo handoffs show ID [--json]',
  'relevo handoffs retry ID',
  'relevo handoffs release ID',
  'relevo handoffs dismiss ID --reason "TEXT"',
  'relevo handoffs edit ID --set FIELD=VALUE…',
  '',
  '--after, --before  received since, or until: 2026-11-21, 2026-11-21T09:30 (UTC unless it names a zone), or 7d: so long ago',
  '--all              every one that fits, however many; without it the newest 50, or --limit (up to 200)',
].join('\n  ')

/** The ledger at hand: what arrived, what became of it, and a person's verbs on what is stuck. */
export const handoffs: Command = {
  name: 'handoffs',
  usage,
  options: {
    state: { type: 'string', multiple: true },
    source: { type: 'string' },
    flag: { type: 'string' },
    after: { type: 'string' },
    before: { type: 'string' },
    limit: { type: 'string' },
    all: { type: 'boolean' },
    reason: { type: 'string' },
    set: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  },
  run: (parsed, terminal) => {
    const verb = verbs[parsed.positionals[0] ?? 'list']
    if (verb === undefined) throw new UsageError(`There is no "handoffs ${parsed.positionals[0]}".`)
    return withLedger(terminal, (context) => verb(context, parsed, terminal))
  },
}

const show: Verb = async ({ ledger }, parsed, terminal) => {
  const id = requiredPositional(parsed, 1, 'The id of the hand-off')
  const entry = await ledger.find(id)
  if (entry === null) return notFound(id, terminal)
  const history = await ledger.history(id)
  terminal.stdout.write(
    isSet(parsed, 'json') ? `${JSON.stringify(presentDetail(entry, history))}\n` : describe(entry, history),
  )
  return exitCode.ok
}

/** One of a person's verbs, under the operator's name and in the audit trail. */
const act = (
  { ledger, access }: Context,
  terminal: Terminal,
  what: string,
  id: string,
  work: (ledger: Ledger, by: string) => Promise<PersonOutcome>,
): Promise<PersonOutcome> => {
  const who = operatorName(terminal.env)
  return audited(
    access.trail,
    { who, what, subject: subjectOf('handoff', id) },
    () => work(ledger, who),
    ({ kind }) => ({ outcome: kind === 'done' ? 'done' : 'refused' }),
  )
}

const retry: Verb = async (context, parsed, terminal) => {
  const id = requiredPositional(parsed, 1, 'The id of the hand-off')
  const outcome = await act(context, terminal, 'retryHandoff', id, (ledger, by) => ledger.retryNow(id, by))
  return report(outcome, id, 'will be tried now', terminal)
}

const release: Verb = async (context, parsed, terminal) => {
  const id = requiredPositional(parsed, 1, 'The id of the hand-off')
  const entry = await context.ledger.find(id)
  // What was refused at the door goes on only when it could have come in, as by `/v1`.
  const fit = entry?.state === 'refused' && entry.handoff !== null ? applyEdit(entry.handoff, {}) : null
  if (fit !== null && !fit.ok) {
    const faults = fit.faults.map(({ message }) => `  ${message}\n`).join('')
    terminal.stderr.write(
      `${id} cannot become a ticket as it is:\n${faults}Correct it first: relevo handoffs edit ${id} --set FIELD=VALUE\n`,
    )
    return exitCode.failed
  }
  const outcome = await act(context, terminal, 'releaseHandoff', id, (ledger, by) => ledger.release(id, by))
  return report(outcome, id, 'is on its way again', terminal)
}

const dismiss: Verb = async (context, parsed, terminal) => {
  const id = requiredPositional(parsed, 1, 'The id of the hand-off')
  const reason = textOption(parsed, 'reason')?.trim()
  if (reason === undefined || reason === '') throw new UsageError('Say why: --reason "…".')
  const outcome = await act(context, terminal, 'dismissHandoff', id, (ledger, by) =>
    ledger.dismiss(id, reason, by),
  )
  return report(outcome, id, 'is closed without a ticket', terminal)
}

const edit: Verb = async (context, parsed, terminal) => {
  const id = requiredPositional(parsed, 1, 'The id of the hand-off')
  const settings = listOption(parsed, 'set')
  if (settings.length === 0) throw new UsageError('Say what to change: --set user_email=ana@example.com')
  const entry = await context.ledger.find(id)
  if (entry === null) return notFound(id, terminal)
  const outcome = applySettings(entry, settings)
  if (!outcome.ok) throw new UsageError(outcome.faults.join('\n'))
  const edited = await act(context, terminal, 'editHandoff', id, (ledger, by) =>
    ledger.edit(id, outcome.handoff, outcome.requesterKey, by),
  )
  const code = report(edited, id, 'is changed', terminal)
  if (edited.kind === 'done' && needsRelease(edited.entry.state))
    terminal.stdout.write(`Send it on its way: relevo handoffs release ${id}\n`)
  return code
}

const needsRelease = (state: Entry['state']): boolean => state === 'parked' || state === 'refused'

const list: Verb = ({ ledger }, parsed, terminal) => listHandoffs(ledger, parsed, terminal)

const verbs: Record<string, Verb> = { list, show, retry, release, dismiss, edit }

const report = (outcome: PersonOutcome, id: string, done: string, terminal: Terminal): number => {
  switch (outcome.kind) {
    case 'done':
      terminal.stdout.write(`${id} ${done}; its state is ${outcome.entry.state}.\n`)
      return exitCode.ok
    case 'not-found':
      return notFound(id, terminal)
    case 'wrong-state':
      terminal.stderr.write(
        `${id} is ${outcome.state}; this can only be done while it is ${oneOf.format(outcome.needs)}.\n`,
      )
      return exitCode.failed
    default:
      return outcome satisfies never
  }
}

const oneOf = new Intl.ListFormat('en', { type: 'disjunction' })

const notFound = (id: string, terminal: Terminal): number => {
  terminal.stderr.write(`There is no hand-off ${plainText(id)}.\n`)
  return exitCode.failed
}

const timeText = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

const describe = (entry: Entry, history: HistoryRow[]): string => {
  const facts: [string, string | null][] = [
    ['id', entry.id],
    ['state', entry.state],
    ['why', entry.why],
    ['source', entry.source],
    ['help desk', entry.helpdesk],
    ['received', timeText(entry.receivedAt)],
    ['next try', entry.dueAt === null ? null : timeText(entry.dueAt)],
    ['ticket', entry.ticket === null ? null : `${handoffTicket(entry)} ${entry.ticket.url ?? ''}`.trim()],
    ['flags', entry.flags.join(', ') || null],
    ['category', classificationText(entry)],
    ['asked', stepsText(entry)],
    ['requester', entry.handoff?.requester.email ?? entry.handoff?.requester.phone ?? null],
    ['summary', entry.handoff === null ? '(erased)' : entry.handoff.summary],
  ]
  const lines = facts
    .filter((fact): fact is [string, string] => fact[1] !== null)
    .map(([name, value]) => `${name.padEnd(10)} ${plainText(value)}`)
  const eventWidth = Math.max(0, ...history.map(({ event }) => event.length))
  const steps = history.map((row) =>
    [timeText(row.at), row.event.padEnd(eventWidth), plainText(row.why ?? ''), row.by ? `(${row.by})` : '']
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n\n${steps.join('\n')}\n`
}

/** `rules unsure · model 20261121-101500 decided, 93 % sure (0.2 ms)` */
const stepsText = (entry: Entry): string | null => {
  const { steps = [], model = null } = entry.classification ?? {}
  const texts = steps.map(({ step, verdict, confidence, ms }) => {
    const name = step === 'model' && model !== null ? `model ${model}` : step
    const sure = confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`
    return `${name} ${verdict}${sure} (${ms} ms)`
  })
  return texts.length === 0 ? null : texts.join(' · ')
}

const classificationText = (entry: Entry): string | null => {
  const made = entry.classification
  if (made === null) return null
  const why = made.reasons.map((reason) => describeReason(reason, 'en')).join(' ')
  return `${made.category ?? 'unsure'} (by ${made.decidedBy}${sureText(made.confidence)}${why === '' ? '' : `: ${why}`})`
}

const sureText = (confidence: number | null): string =>
  confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`
