import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { createCallStore, type NewCall } from '../../../../src/assist/llm/calls/create-call-store.ts'
import type { Database } from '../../../../src/database/database.ts'
import { openDatabase } from '../../../../src/database/open-database.ts'
import { silent } from '../../../ledger/silent.ts'
import { openTestDatabase } from '../../../postgres/open-test-database.ts'
import { postgresMissing } from '../../../postgres/postgres-missing.ts'
import { openSqliteStore } from '../../../tickets/open-sqlite-store.ts'

const dayMs = 86_400_000
const noon = Date.UTC(2026, 10, 21, 12)
const aCall = (change: Partial<NewCall> = {}): NewCall => ({
  ...{ at: noon, purpose: 'draft', helpdesk: 'fresh', ticketId: '7', who: 'user:1' },
  ...{ url: 'http://x/v1/chat/completions', model: 'tiny', request: '{"ñ":1}' },
  reserve: { tokens: 100, cost: 0.25 },
  ...change,
})
const anEnd = {
  ...{ response: 'Hola', outcome: 'done', inputTokens: 30, outputTokens: 10, isEstimated: false },
  ...{ spent: { tokens: 40, cost: 0.1 }, tookMs: 12.4 },
}

const describeCalls = (
  name: string,
  open: (t: Test) => Promise<[Database, Database]>,
  options: { skip?: string | false } = {},
) =>
  t.test(name, options, async (t) => {
    const [database, beside] = await open(t)
    const unlimited = createCallStore({ database, tokensPerDay: 0, costPerDay: 0 })

    await t.test('replicas together never reserve more than the day has', async (t) => {
      const stores = [database, beside].map((each) =>
        createCallStore({ database: each, tokensPerDay: 1000, costPerDay: 0 }),
      )
      const begun = await Promise.all(Array.from({ length: 40 }, (_, at) => stores[at % 2]?.begin(aCall())))
      const written = begun.flatMap((call) => (call === null || call === undefined ? [] : [call]))
      t.equal(written.length, 10)
      t.same(await unlimited.spent(noon), { tokens: 1000, cost: 2.5 })
      const rows = await database.kysely.selectFrom('llm_calls').select('id').execute()
      t.equal(rows.length, 10, 'and what was refused left no row')
      for (const call of written) await stores[1]?.end(call, anEnd)
      const { tokens, cost } = await unlimited.spent(noon)
      t.equal(tokens, 400)
      t.ok(Math.abs(cost - 1) < 1e-6)
      t.same(await unlimited.spent(noon + dayMs), { tokens: 0, cost: 0 })
    })

    await t.test('keeps to the cost of a day', async (t) => {
      const store = createCallStore({ database, tokensPerDay: 0, costPerDay: 1 })
      const at = noon + dayMs
      for (let count = 0; count < 4; count++) t.not(await store.begin(aCall({ at })), null)
      t.equal(await store.begin(aCall({ at })), null)
    })

    await t.test("tells a ticket's calls, newest first, with those under way", async (t) => {
      const ticketId = '8'
      const first = await unlimited.begin(aCall({ ticketId }))
      await unlimited.begin(aCall({ ticketId, at: noon + 1, purpose: 'refine' }))
      if (first !== null) await unlimited.end(first, anEnd)
      const calls = await unlimited.calls({ helpdesk: 'fresh', ticketId, limit: 10 })
      t.match(calls, [
        { purpose: 'refine', outcome: null, response: null, tookMs: null },
        {
          purpose: 'draft',
          outcome: 'done',
          request: '{"ñ":1}',
          response: 'Hola',
          tookMs: 12,
          outputTokens: 10,
          isEstimated: false,
        },
      ])
      t.equal((await unlimited.calls({ helpdesk: 'fresh', ticketId, limit: 1 })).length, 1)
      t.same(await unlimited.calls({ helpdesk: 'other', ticketId, limit: 10 }), [])
    })

    await t.test('blanks what was said, then forgets', async (t) => {
      const of = { helpdesk: 'fresh', ticketId: '9' }
      for (const days of [-500, -40, -1]) await unlimited.begin(aCall({ ...of, at: noon + days * dayMs }))
      const before = noon - 30 * dayMs
      t.equal(await unlimited.purge({ before, limit: 1 }), 1)
      while ((await unlimited.purge({ before, limit: 1 })) > 0);
      t.match(await unlimited.calls({ ...of, limit: 10 }), [{ request: '{"ñ":1}' }, { request: null }])
      t.equal((await unlimited.calls({ ...of, limit: 10 })).length, 2)
    })
  })

describeCalls('calls on SQLite', async (t) => {
  const database = await openSqliteStore(t)
  return [database, database]
})
describeCalls(
  'calls on PostgreSQL',
  async (t) => {
    const { url: databaseUrl } = await openTestDatabase(t)
    const open = async () => {
      const database = await openDatabase({ dataDir: '', databaseUrl, exclusive: false, logger: silent })
      t.teardown(() => database.close())
      await sql`select 1`.execute(database.kysely)
      return database
    }
    return [await open(), await open()]
  },
  { skip: postgresMissing() },
)
