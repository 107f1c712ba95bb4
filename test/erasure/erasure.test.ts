import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import { createErasure } from '../../src/erasure/create-erasure.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openPostgresLedger } from '../ledger/open-postgres-ledger.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { ana, anasWords, bea, fillForErasure } from './fill-for-erasure.ts'

/** Every table, as text; bytes as they read. */
const dump = async ({ kysely }: Database): Promise<Map<string, string>> => {
  const tables = new Map<string, string>()
  for (const { name } of await kysely.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(kysely)
    tables.set(name, JSON.stringify(rows).toLowerCase())
  }
  return tables
}

const holding = async (database: Database, words: readonly string[]): Promise<string[]> =>
  [...(await dump(database))].flatMap(([name, text]) =>
    words.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`),
  )

const stores: Record<
  string,
  {
    skip: string | false
    open: (
      t: Test,
      clock: ReturnType<typeof createManualClock>,
    ) => Promise<{ ledger: Ledger; database: Database }>
  }
> = {
  SQLite: { skip: false, open: (t, clock) => openSqliteLedger(t, { dataDir: t.testdir(), clock }) },
  PostgreSQL: {
    skip: postgresMissing(),
    open: async (t, clock) => openPostgresLedger(t, { url: (await openTestDatabase(t)).url, clock }),
  },
}

for (const [name, { skip, open }] of Object.entries(stores))
  t.test(`${name}: after an erasure no table holds anything of the person`, { skip }, async (t) => {
    const clock = createManualClock(Date.UTC(2026, 10, 21))
    const { ledger, database } = await open(t, clock)
    const { kysely } = database
    await fillForErasure({ ledger, database, clock })
    const before = await holding(database, anasWords)
    for (const table of [
      'payloads',
      'search_words',
      'inbox_tickets',
      'drafts',
      'outbox',
      'llm_calls',
      'knowledge',
    ])
      t.ok(
        before.some((line) => line.startsWith(table === 'drafts' ? 'draft_versions' : table)),
        `${table} held something`,
      )
    t.ok(before.some((line) => line.startsWith('triage_tickets')))

    let interrupted = true
    const failing = {
      erase: async (key: string, by: string) => {
        if (!interrupted) return ledger.erase(key, by)
        interrupted = false
        throw new Error('interrupted')
      },
    }
    const erasure = createErasure({ database, ledger: failing, clock })
    const person = { email: 'ana.quintero@Example.org', phone: null }
    await t.rejects(erasure.erase(person, 'cli:carmen'), { message: 'interrupted' })
    t.equal((await kysely.selectFrom('payloads').selectAll().execute()).length, 3, 'the ledger comes last')
    const version = async () =>
      (await kysely.selectFrom('knowledge_feeds').select('version').executeTakeFirst())?.version
    t.ok(Number(await version()) > 1, 'every process reads knowledge anew')
    t.match(await erasure.erase(person, 'cli:carmen'), { handoffs: 2, drafts: 0 })
    t.same(await holding(database, anasWords), [], 'what was interrupted is found again')
    t.same(
      await erasure.erase(person, 'cli:carmen'),
      { handoffs: 0, tickets: 0, drafts: 0, replies: 0, takenBack: 0, calls: 0, knowledge: 0 },
      'safe to repeat',
    )

    t.same(
      (await kysely.selectFrom('outbox').select(['id', 'state']).orderBy('id').execute()).map(
        ({ id, state }) => `${id} ${state}`,
      ),
      ['ob_1 cancelled', 'ob_2 held', 'ob_3 cancelled', 'ob_4 sent', 'ob_5 sent'],
      'what was not out is taken back',
    )
    const melon = await holding(database, ['melocotón', 'beatriz'])
    for (const table of [
      'payloads',
      'inbox_tickets',
      'draft_versions',
      'outbox',
      'llm_calls',
      'knowledge',
      'triage_tickets',
    ])
      t.ok(
        melon.some((line) => line.startsWith(table)),
        `${table} keeps what is of others`,
      )
  })

t.test('tells how much there was, and finds a person by phone', async (t) => {
  const clock = createManualClock(Date.UTC(2026, 10, 21))
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  await fillForErasure({ ledger, database, clock })
  const erasure = createErasure({ database, ledger, clock })
  t.same(
    await erasure.erase({ email: null, phone: '0034-600.112.233' }, 'x'),
    { handoffs: 0, tickets: 0, drafts: 0, replies: 0, takenBack: 0, calls: 0, knowledge: 0 },
    'a number that nobody wrote like this',
  )
  t.match(await erasure.erase({ email: null, phone: '+34600112233' }, 'x'), {
    ...{ handoffs: 0, tickets: 1, drafts: 1, replies: 1, calls: 1, knowledge: 1 },
  })
  t.same(await erasure.erase({ email: ana.email, phone: null }, 'x'), {
    ...{ handoffs: 2, tickets: 2, drafts: 3, replies: 3, takenBack: 2, calls: 4, knowledge: 3 },
  })
})

t.test('a contact under which a bot files everybody is nobody', async (t) => {
  const clock = createManualClock(Date.UTC(2026, 10, 21))
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  await fillForErasure({ ledger, database, clock })
  await database.kysely.updateTable('inbox_tickets').set({ requester_id: '7' }).execute()
  const erasure = createErasure({ database, ledger, clock })
  t.match(await erasure.erase({ email: bea.email, phone: null }, 'x'), { handoffs: 1, tickets: 1, drafts: 1 })
})
