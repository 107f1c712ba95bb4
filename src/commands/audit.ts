import { auditQuerySchema } from '../../schemas/access.ts'
import { durationSchema } from '../../schemas/duration.ts'
import type { AuditEntry, AuditQuery } from '../access/access.ts'
import { presentAudit } from '../api/present-access.ts'
import { systemClock } from '../ops/clock.ts'
import { type Command, exitCode, isSet, type ParsedArguments, textOption, UsageError } from './command.ts'
import { plainText, renderTable } from './table.ts'
import { withLedger } from './with-ledger.ts'

/** Prints who changed what: every write by `/v1` and by commands, done or refused, newest first. */
export const audit: Command = {
  name: 'audit',
  usage:
    'relevo audit [--who NAME] [--what OPERATION] [--subject ID] [--outcome OUTCOME] [--since 7d] [--limit N] [--json]',
  options: {
    who: { type: 'string' },
    what: { type: 'string' },
    subject: { type: 'string' },
    outcome: { type: 'string' },
    since: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: (parsed, terminal) => {
    const query = readQuery(parsed)
    return withLedger(terminal, async ({ access }) => {
      const { entries, next } = await access.trail.list(query)
      if (isSet(parsed, 'json')) {
        terminal.stdout.write(`${JSON.stringify({ entries: entries.map(presentAudit), next })}\n`)
        return exitCode.ok
      }
      terminal.stdout.write(
        entries.length === 0 ? 'Nothing was changed.\n' : render(entries, terminal.stdout.isTTY === true),
      )
      if (next !== null) terminal.stdout.write('\nThere are more; use --limit (up to 200) and --since.\n')
      return exitCode.ok
    })
  },
}

const readQuery = (parsed: ParsedArguments): AuditQuery => {
  const given = (name: string) => {
    const text = textOption(parsed, name)
    return text === undefined ? {} : { [name]: text }
  }
  const filters = auditQuerySchema
    .pick({ who: true, what: true, subject: true, outcome: true, limit: true })
    .safeParse({
      ...given('who'),
      ...given('what'),
      ...given('subject'),
      ...given('outcome'),
      ...given('limit'),
    })
  if (!filters.success)
    throw new UsageError(
      filters.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
    )
  const { who, what, subject, outcome, limit } = filters.data
  return {
    limit,
    ...(who === undefined ? {} : { who }),
    ...(what === undefined ? {} : { what }),
    ...(subject === undefined ? {} : { subject }),
    ...(outcome === undefined ? {} : { outcome }),
    ...since(textOption(parsed, 'since')),
  }
}

const since = (text: string | undefined): { after?: number } => {
  if (text === undefined) return {}
  const span = durationSchema.safeParse(text)
  if (!span.success) throw new UsageError('--since takes a number and a unit: 24h or 7d.')
  return { after: Math.max(0, systemClock.now() - span.data) }
}

const render = (entries: AuditEntry[], colour: boolean): string =>
  renderTable(
    entries,
    [
      { title: 'at', cell: (entry) => new Date(entry.at).toISOString().slice(0, 19).replace('T', ' ') },
      { title: 'who', cell: (entry) => plainText(entry.who) },
      { title: 'what', cell: (entry) => entry.what },
      { title: 'subject', cell: ({ subject }) => (subject === null ? '' : `${subject.kind} ${subject.id}`) },
      { title: 'outcome', cell: (entry) => entry.outcome },
      { title: 'status', cell: (entry) => String(entry.status ?? ''), align: 'right' },
      { title: 'request', cell: (entry) => entry.requestId ?? '' },
    ],
    colour,
  )
