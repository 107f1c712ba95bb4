import { resolve } from 'node:path'
import { presentCustody } from '../api/present-custody.ts'
import { loadConfig } from '../config/load-config.ts'
import { DatabaseRefused } from '../database/database-refused.ts'
import { diagnosePostgresFailure } from '../database/postgres/diagnose-postgres-failure.ts'
import { diagnoseSqliteFailure } from '../database/sqlite/diagnose-sqlite-failure.ts'
import type { CustodySum } from '../ledger/ledger.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import { type MoveRefusal, MoveRefused } from '../move/move-refused.ts'
import { type MoveOutcome, moveStore } from '../move/move-store.ts'
import { movedTables } from '../move/moved-tables.ts'
import { createProgressLines } from '../move/progress-lines.ts'
import { type ReopenOutcome, reopenStore } from '../move/reopen-store.ts'
import { systemClock } from '../ops/clock.ts'
import { createLogger } from '../ops/create-logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { type Command, exitCode, isSet, type ParsedArguments, textOption, UsageError } from './command.ts'
import { faultLines } from './load-or-report.ts'
import { renderTable } from './table.ts'

/** Moves what a SQLite store holds to PostgreSQL, or takes that back. */
export const migrateStore: Command = {
  name: 'migrate-store',
  usage: [
    'relevo migrate-store [--from DIR] [--to URL] [--copy-only] [--json]',
    '  relevo migrate-store --reopen [--from DIR] [--to URL] [--force] [--json]',
    '',
    '  --from DIR   the data folder (default: RELEVO_DATA_DIR, else ./data)',
    '  --to URL     postgres://… (default: DATABASE_URL; better, as others can read a command line)',
    '  --copy-only  only the part during which Relevo may run; the rest is left to another run',
    '  --reopen     takes the move back: the data folder serves again, and the database does not',
    '  --force      with --reopen: although something has happened in the database since, or it is gone',
    '  --json       the outcome for programs',
    '',
    '  It may be interrupted at any time; the same command goes on where it was.',
  ].join('\n'),
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    'copy-only': { type: 'boolean' },
    reopen: { type: 'boolean' },
    force: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: async (parsed, terminal) => {
    checkUsage(parsed)
    const stores = findStores(parsed, terminal)
    if (stores === null) return exitCode.configuration
    try {
      return isSet(parsed, 'reopen')
        ? await reopen(parsed, terminal, stores)
        : await move(parsed, terminal, stores)
    } catch (error) {
      return explain(error, terminal)
    }
  },
}

interface Stores {
  dataDir: string
  databaseUrl: string | undefined
}

const checkUsage = (parsed: ParsedArguments): void => {
  const [unexpected] = parsed.positionals
  if (unexpected !== undefined)
    throw new UsageError('Name the data folder with --from, and the database with --to.')
  if (isSet(parsed, 'force') && !isSet(parsed, 'reopen')) throw new UsageError('--force goes with --reopen.')
  if (isSet(parsed, 'copy-only') && isSet(parsed, 'reopen'))
    throw new UsageError('--copy-only and --reopen exclude each other.')
}

/** The configuration says where the stores are, unless the command line does; null when it is faulty. */
const findStores = (parsed: ParsedArguments, terminal: Terminal): Stores | null => {
  const [from, to] = [textOption(parsed, 'from'), textOption(parsed, 'to')]
  if (from !== undefined && to !== undefined) return { dataDir: from, databaseUrl: to }
  const outcome = loadConfig({ env: terminal.env })
  if (outcome.ok) {
    const { dataDir, databaseUrl } = outcome.config.store
    return { dataDir: from ?? dataDir, databaseUrl: to ?? databaseUrl }
  }
  // A store can be moved without a help desk or a source; whatever else is wrong must be mended first.
  const faults = outcome.faults.filter(({ code }) => code !== 'no-helpdesk' && code !== 'no-source')
  if (faults.length > 0) {
    terminal.stderr.write(`The configuration is faulty:\n${faultLines(faults)}`)
    return null
  }
  const setting = (name: string) => terminal.env[name] || undefined
  return {
    dataDir: from ?? setting('RELEVO_DATA_DIR') ?? './data',
    databaseUrl: to ?? setting('DATABASE_URL'),
  }
}

const logger = () => createLogger({ level: 'silent' })

const move = async (parsed: ParsedArguments, terminal: Terminal, stores: Stores): Promise<number> => {
  const { dataDir, databaseUrl } = stores
  if (databaseUrl === undefined)
    throw new UsageError('Set DATABASE_URL to the database to move to, or name it with --to.')
  const outcome = await moveStore({
    dataDir,
    databaseUrl,
    copyOnly: isSet(parsed, 'copy-only'),
    clock: systemClock,
    logger: logger(),
    report: createProgressLines({ stderr: terminal.stderr, clock: systemClock }),
  })
  terminal.stdout.write(
    isSet(parsed, 'json')
      ? `${JSON.stringify(presentMove(outcome))}\n`
      : renderMove(outcome, dataDir, terminal.stdout.isTTY === true),
  )
  return exitCode.ok
}

const presentMove = (outcome: MoveOutcome): unknown =>
  outcome.kind === 'copied'
    ? { moved: false, rows: outcome.rows }
    : {
        moved: true,
        rewritten: outcome.rewritten,
        ...Object.fromEntries(
          (['source', 'target'] as const).map((side) => [
            side,
            {
              rows: outcome[side].totals,
              checksums: Object.fromEntries(
                movedTables.map(({ name }) => [name, outcome[side].digests[name].sum.toString(16)]),
              ),
              custody: presentCustody(outcome[side].custody),
            },
          ]),
        ),
      }

const renderMove = (outcome: MoveOutcome, dataDir: string, colour: boolean): string => {
  if (outcome.kind === 'copied')
    return `Copied ${outcome.rows} rows. Relevo goes on with the data folder; the same command without --copy-only does the rest.\n`
  const { source, target } = outcome
  const line = (what: string, of: (side: typeof source) => string) => ({
    what,
    from: of(source),
    to: of(target),
  })
  const field = (name: keyof CustodySum & string, what = name) =>
    line(what, ({ custody }) => String(custody[name]))
  const rows = [
    ...(['received', 'delivered'] as const).map((name) => field(name)),
    line('under way', ({ custody }) => String(custody.underWay)),
    ...(['parked', 'dismissed', 'refused'] as const).map((name) => field(name)),
    ...movedTables.flatMap(({ name }) => [
      line(`rows of ${name}`, ({ totals }) => String(totals[name])),
      line('  checksum', ({ digests }) => digests[name].sum.toString(16)),
    ]),
  ]
  const table = renderTable(
    rows,
    [
      { title: '', cell: ({ what }) => what },
      { title: 'data folder', cell: ({ from }) => from, align: 'right' },
      { title: 'PostgreSQL', cell: ({ to }) => to, align: 'right' },
    ],
    colour,
  )
  const days = source.custody.days.length
  return `${table}
Both sides are the same, each of the ${days} line${days === 1 ? '' : 's'} of relevo custody too, and the sum adds up.

Now set DATABASE_URL in Relevo's settings and start it. The data folder does not serve any more; keep it until
you are content. To go back, as long as nothing was received: relevo migrate-store --from ${dataDir} --reopen
`
}

const reopen = async (parsed: ParsedArguments, terminal: Terminal, stores: Stores): Promise<number> => {
  const outcome = await reopenStore({
    ...stores,
    force: isSet(parsed, 'force'),
    clock: systemClock,
    logger: logger(),
  })
  terminal.stdout.write(
    isSet(parsed, 'json')
      ? `${JSON.stringify(outcome.kind === 'reopened' ? { reopened: true, since: outcome.since } : { reopened: false })}\n`
      : renderReopen(outcome, resolve(stores.dataDir)),
  )
  return exitCode.ok
}

const renderReopen = (outcome: ReopenOutcome, dataDir: string): string => {
  if (outcome.kind === 'not-away') return `${dataDir} serves as it is; there is nothing to take back.\n`
  const { since } = outcome
  const lost =
    since === null
      ? 'Warning: what was received in PostgreSQL since the move is missing here, and what was delivered there is delivered again.\n'
      : since.received + since.steps > 0
        ? `Warning: ${since.received} hand-offs that were received in PostgreSQL are missing here, and the ${since.steps} steps taken there are not known: what was delivered there is delivered again.\n`
        : ''
  const sent =
    since?.replied === true
      ? 'Warning: replies that agents have sent in PostgreSQL are not known here. Set aside what waits at the desk before it is sent again.\n'
      : ''
  return `${lost}${sent}${dataDir} serves again. Remove DATABASE_URL from Relevo's settings and start it.\n`
}

const failures: Record<MoveRefusal, number> = {
  'no-source': exitCode.store,
  'moved-already': exitCode.store,
  'target-not-empty': exitCode.store,
  'target-in-use': exitCode.store,
  'under-way': exitCode.store,
  'taken-over': exitCode.failed,
  differs: exitCode.failed,
  'changed-since': exitCode.failed,
}

/** None of the messages holds the address of the database, and so the password. */
const explain = (error: unknown, terminal: Terminal): number => {
  const say = (text: string) => terminal.stderr.write(`\nrelevo migrate-store: ${text}\n`)
  if (error instanceof MoveRefused) {
    say(error.message)
    return failures[error.code]
  }
  if (error instanceof DatabaseRefused) {
    say(error.message)
    return exitCode.store
  }
  const failure =
    error instanceof LedgerUnavailable
      ? { remedy: error.message }
      : (diagnoseSqliteFailure(error) ?? diagnosePostgresFailure(error))
  if (failure === null) throw error
  say(`${failure.remedy}\nWhat was copied is kept: run the same command again, and it goes on where it was.`)
  return exitCode.store
}
