import t from 'tap'
import { configurationSchema } from '../schemas/configuration.ts'
import { createDeskPurges } from '../src/desk-purges.ts'
import { createRetention } from '../src/retention.ts'
import { openSqliteLedger } from './ledger/open-sqlite-ledger.ts'
import { silent } from './ledger/silent.ts'
import { createManualClock } from './manual-clock.ts'
import { fillDesk } from './move/fill-desk.ts'

const dayMs = 86_400_000
/** When all of it was. */
const at = 1_763_000_000_000

t.test('what the desk keeps ages with the contents of hand-offs', async (t) => {
  const clock = createManualClock(at)
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const { kysely } = database
  await fillDesk(database)
  await kysely
    .updateTable('outbox')
    .set({ state: 'sent', due_at: null, ended_at: at })
    .where('id', '=', 'ob_1')
    .execute()
  await kysely.updateTable('inbox_tickets').set({ status: 'solved' }).where('ticket_id', '=', '1').execute()
  await kysely
    .updateTable('desk_sessions')
    .set({ expires_at: at + 2 * dayMs })
    .execute()

  const config = configurationSchema.parse({ retention: { payloads: '10d' } })
  const retention = createRetention({
    ledger,
    keepMs: 10 * dayMs,
    trail: { purge: async () => 0 },
    tickets: { purge: async () => 0 },
    triage: {
      store: async () => ({ forget: async () => 0, forgetHints: async () => 0, forgetWords: async () => 0 }),
      keepMs: dayMs,
    },
    keepAuditMs: dayMs,
    others: createDeskPurges({ config, database, clock, logger: silent }),
    clock,
    logger: silent,
  })
  const kept = async () => ({
    sessions: (await kysely.selectFrom('desk_sessions').select('hash').execute()).length,
    links: (await kysely.selectFrom('invitations').select('hash').execute()).length,
    guesses: (await kysely.selectFrom('sign_in_guesses').select('hash').execute()).length,
    replies: (await kysely.selectFrom('outbox').select(['id', 'content']).orderBy('id').execute()).map(
      ({ id, content }) => `${id}${content === null ? '' : ' with text'}`,
    ),
    tickets: (await kysely.selectFrom('inbox_tickets').select('ticket_id').execute()).length,
    drafts: (await kysely.selectFrom('drafts').select('id').execute()).length,
    versions: (await kysely.selectFrom('draft_versions').select('number').execute()).length,
    calls: (await kysely.selectFrom('llm_calls').select(['id', 'request']).orderBy('id').execute()).map(
      ({ id, request }) => `${id}${request === null ? '' : ' with text'}`,
    ),
    knowledge: (await kysely.selectFrom('knowledge').select('id').execute()).length,
  })
  const anHour = async () => {
    await clock.advance(3_600_000)
    for (let turns = 0; turns < 1_000 && clock.pending() === 0; turns++) await clock.advance(0)
  }
  retention.start()

  clock.jump(9 * dayMs)
  await anHour()
  const texts = { replies: ['ob_1 with text', 'ob_2 with text'], tickets: 3, drafts: 1, versions: 1 }
  const calls = { calls: ['c1 with text', 'c2'], knowledge: 1 }
  t.same(await kept(), { sessions: 0, links: 0, guesses: 0, ...texts, ...calls })

  clock.jump(2 * dayMs)
  await anHour()
  t.match(await kept(), {
    replies: ['ob_1', 'ob_2 with text'],
    tickets: 2,
    drafts: 1,
    versions: 0,
    calls: ['c1', 'c2'],
    knowledge: 1,
  })

  clock.jump(366 * dayMs)
  await anHour()
  t.match(await kept(), { replies: ['ob_2 with text'], tickets: 2, drafts: 1, calls: [] })
  await retention.stop()
  t.equal(clock.pending(), 0)
})
