import t, { type Test } from 'tap'
import { freshdeskSchema } from '../../../schemas/configuration.ts'
import type { Database } from '../../../src/database/database.ts'
import { openDatabase } from '../../../src/database/open-database.ts'
import { createGovernor } from '../../../src/helpdesk/create-governor.ts'
import { createAccountShare } from '../../../src/helpdesk/share/create-account-share.ts'
import { createDatabaseShareStore } from '../../../src/helpdesk/share/create-database-share-store.ts'
import { arrivalMs } from '../../../src/helpdesk/share/judge-row.ts'
import type { ShareRow, ShareStore } from '../../../src/helpdesk/share/share-store.ts'
import { sleep, systemClock } from '../../../src/ops/clock.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { answered, createLogList, isPermit, request } from '../create-test-governor.ts'
import { mostInAnyWindow } from '../most-in-any-window.ts'

const open = async (t: Test, databaseUrl: string | undefined): Promise<Database> => {
  const { logger } = createLogList()
  const database = await openDatabase({ dataDir: t.testdir(), databaseUrl, exclusive: true, logger })
  t.teardown(() => database.close())
  return database
}

const row = (replica: string, over: Partial<ShareRow> = {}): ShareRow => ({
  ...{ replica, part: 0.25, spentPart: 1 / 3, mostPart: 0.4, neededPart: 3 / 70 },
  ...{ pausedUntil: 1_800_000_000_123, windowMs: 60_000, expiresAt: 1_800_000_005_000, ...over },
})

const checkStore = async (t: Test, databaseUrl: string | undefined) => {
  const database = await open(t, databaseUrl)
  const main = createDatabaseShareStore({ helpdesk: 'main', database, clock: systemClock })
  const other = createDatabaseShareStore({ helpdesk: 'other', database, clock: systemClock })
  await main.beat(({ rows, now }) => {
    t.same(rows, [])
    t.ok(Math.abs(now - Date.now()) < 60_000, 'ms since 1970')
    return { own: row('a'), over: [] }
  })
  await other.beat(({ rows }) => {
    t.same(rows, [], 'each help desk by itself')
    return { own: row('a', { part: 1 }), over: ['b'] }
  })
  await main.beat(() => ({ own: row('b', { neededPart: 0 }), over: [] }))
  await main.beat(({ rows }) => {
    const [a, b] = rows.toSorted((one, two) => (one.replica < two.replica ? -1 : 1))
    t.same(a, row('a', { neededPart: a?.neededPart ?? 0 }))
    t.ok(Math.abs((a?.neededPart ?? 0) - 3 / 70) <= 1e-9)
    t.same(b, row('b', { neededPart: 0 }))
    return { own: row('b', { part: 0.5, neededPart: 0 }), over: ['a'] }
  })
  await t.rejects(
    main.beat(() => {
      throw new Error('undecided')
    }),
    /undecided/,
  )
  await main.beat(({ rows }) => {
    t.same(rows, [row('b', { part: 0.5, neededPart: 0 })])
    return { own: row('b'), over: [] }
  })
}

t.test('keeps what was agreed on, in SQLite', (t) => checkStore(t, undefined))

t.test('keeps what was agreed on, in PostgreSQL', { skip: postgresMissing() }, async (t) => {
  await checkStore(t, (await openTestDatabase(t)).url)
})

t.test('lets only one at a time decide, in PostgreSQL', { skip: postgresMissing() }, async (t) => {
  const { url } = await openTestDatabase(t)
  const stores: ShareStore[] = []
  for (let index = 0; index < 3; index++) {
    const database = await open(t, url)
    stores.push(createDatabaseShareStore({ helpdesk: 'main', database, clock: systemClock }))
  }
  // Each adds one to what it finds: a decision on rows that another was changing would lose one.
  const add = (store: ShareStore) =>
    store.beat(({ rows }) => ({ own: row('sum', { part: (rows[0]?.part ?? 0) + 1 }), over: [] }))
  await Promise.all(Array.from({ length: 5 }, () => stores.map(add)).flat())
  await stores[0]?.beat(({ rows }) => {
    t.equal(rows[0]?.part, 15)
    return { own: row('sum'), over: [] }
  })
})

t.test(
  'replicas over PostgreSQL spend one budget, with one that died before and one that dies meanwhile',
  { skip: postgresMissing() },
  async (t) => {
    const { url } = await openTestDatabase(t)
    const windowMs = 1000
    const total = 60
    const config = freshdeskSchema.parse({
      ...{ vendor: 'freshdesk', domain: 'acme', apiKey: 'key' },
      budget: { share: 1, perWindow: total, window: `${windowMs}ms` },
    })
    const counted: { at: number; cost: number; by: number }[] = []
    const { logger } = createLogList()
    const start = async (by: number) => {
      const database = await openDatabase({ dataDir: t.testdir(), databaseUrl: url, exclusive: true, logger })
      const share = createAccountShare({
        ...{ helpdesk: 'main', replica: `replica-${by}`, database, clock: systemClock, logger },
        ...{ windowMs, random: Math.random, everyMs: 100, leaseMs: 500 },
      })
      const governor = createGovernor({
        name: 'main',
        config,
        clock: systemClock,
        logger,
        random: Math.random,
        share,
      })
      let running = true
      const work = async () => {
        while (running) {
          const permit = await governor.acquire(request())
          if (!isPermit(permit)) {
            await sleep(systemClock, 20)
            continue
          }
          counted.push({ at: performance.now(), cost: 1, by })
          await sleep(systemClock, 10)
          permit.settle(answered())
        }
      }
      const workers = Promise.all([work(), work(), work()])
      const stop = async () => {
        running = false
        governor.close()
        await workers
      }
      return {
        share,
        /** Without a word to anybody, as when the power fails. */
        die: async () => {
          await stop()
          await database.close()
        },
        close: async () => {
          await stop()
          await share.close()
          await database.close()
        },
      }
    }
    const table = await open(t, url)
    // One that died: what it had is free again two seconds from now, by the server's clock.
    await createDatabaseShareStore({ helpdesk: 'main', database: table, clock: systemClock }).beat(
      ({ now }) => ({
        own: row('dead', {
          windowMs,
          part: 0.4,
          pausedUntil: 0,
          expiresAt: Math.ceil(now + 2000 - windowMs - arrivalMs),
        }),
        over: [],
      }),
    )
    const replicas = [await start(0), await start(1), await start(2)]
    const parts = () => replicas.reduce((total, { share }) => total + share.part(), 0)
    const until = async (state: () => boolean) => {
      while (!state()) await sleep(systemClock, 20)
    }
    await until(() => [0, 1, 2].every((by) => counted.some((call) => call.by === by)))
    t.ok(parts() <= 0.6 + 1e-9, `${parts()} beside 0.4 of one that died`)
    await until(() => parts() > 0.99)
    const from = performance.now()
    await until(() => performance.now() > from + 2 * windowMs)
    const rate = counted.filter(({ at }) => at >= from).length / 2
    t.ok(rate >= total * 0.85, `${rate} of ${total} a window by three`)
    const [first, second, third] = replicas
    await first?.die()
    await sleep(systemClock, windowMs)
    t.ok(parts() <= 1 + 1e-9, `parts add up to ${parts()}, its own included`)
    await Promise.all([second?.close(), third?.close()])
    const most = mostInAnyWindow(counted, windowMs)
    t.ok(most <= total, `${most} of ${total} in the fullest window`)
    const rows = await table.kysely.selectFrom('account_shares').selectAll().orderBy('replica').execute()
    t.match(
      rows.map(({ replica }) => replica),
      [/^replica-0 \w+$/, /^replica-1 \w+$/, /^replica-2 \w+$/],
    )
    t.match(
      rows.map(({ part }) => part),
      [/^0\./, 0, 0],
      'given back by those who could',
    )
  },
)
