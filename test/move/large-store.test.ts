import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import t from 'tap'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { fillMany } from './fill-many.ts'

const handoffs = 5000
const rows = 7 * handoffs
const triaged = 7_001

/** More than one portion of what is moved as a whole, each with a long prediction. */
const addTriageTickets = (dataDir: string): void => {
  const database = new DatabaseSync(join(dataDir, 'relevo.db'))
  database.exec(`
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${triaged})
    insert into triage_tickets (helpdesk, ticket_id, created_at, changed_at, seen_at, prediction)
      select 'main', n, n, n, n, hex(zeroblob(1000)) from numbers;
  `)
  database.close()
}

/** The command in a process of its own, whose heap could hold half of the store and no more. */
const start = (dataDir: string, url: string) =>
  spawn(
    process.execPath,
    ['--max-old-space-size=64', 'src/cli.ts', 'migrate-store', '--from', dataDir, '--json'],
    {
      env: { PATH: process.env['PATH'], DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )

const copiedRows = async (client: pg.Client): Promise<number> => {
  const { rows: tables } = await client.query("select 1 from pg_tables where tablename = 'moves'")
  if (tables.length === 0) return 0
  const { rows } = await client.query("select progress::json->>'rows' as rows from moves where name = 'here'")
  return Number(rows[0]?.rows ?? 0)
}

t.test(
  'a store larger than the memory is moved, although the process is killed midway',
  { skip: postgresMissing() },
  async (t) => {
    const { url } = await openTestDatabase(t)
    const dataDir = t.testdir()
    await fillMany(dataDir, handoffs, 24_000)
    addTriageTickets(dataDir)

    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const killed = start(dataDir, url)
    const ended = once(killed, 'exit')
    let copied = 0
    while (copied < rows / 5 && killed.exitCode === null) copied = await copiedRows(client)
    killed.kill('SIGKILL')
    t.same(await ended, [null, 'SIGKILL'], 'it had not come to its end')
    copied = await copiedRows(client)
    await client.end()
    t.ok(copied < rows)

    const child = start(dataDir, url)
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    t.equal(code, 0, err)
    const first = /^Copying ([\d,]+) of 35,000 rows/.exec(err)?.[1] ?? ''
    t.ok(Number(first.replaceAll(',', '')) >= copied, err)
    const outcome = JSON.parse(out)
    t.match(outcome, {
      moved: true,
      rewritten: 0,
      target: {
        rows: { handoffs, payloads: handoffs, classifications: handoffs, history: 4 * handoffs },
        custody: { received: handoffs, delivered: handoffs, balanced: true },
      },
    })
    t.same(outcome.target, outcome.source)
    const again = new pg.Client({ connectionString: url })
    await again.connect()
    const { rows: tickets } = await again.query('select count(*)::integer as count from triage_tickets')
    await again.end()
    t.same(tickets, [{ count: triaged }])
  },
)
