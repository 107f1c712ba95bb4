import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createSwitches } from '../../src/switches/create-switches.ts'
import { createWakeResumed } from '../../src/switches/wake-resumed.ts'
import { until } from '../bridge/start-bridge.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'

type Open = (t: Test) => Promise<{ database: Database; beside: Database }>

const describeSwitches = (store: string, open: Open) =>
  t.test(`switches in ${store}`, async (t) => {
    const { database, beside } = await open(t)
    const clock = createManualClock(Date.UTC(2026, 10, 20))
    const switches = createSwitches({ database, clock, logger: silent })
    const others = createSwitches({ database: beside, clock, logger: silent })
    t.teardown(async () => {
      await switches.stop()
      await others.stop()
    })
    const seen: [string, boolean][] = []
    others.onChange((name, on) => seen.push([name, on]))
    others.onChange(() => {
      throw new Error('a listener that fails')
    })
    switches.start()
    others.start()

    t.equal(switches.isOn('pause:llm'), false)
    await switches.set('pause:source:betsur', true, 'user:ana@example.com')
    t.equal(switches.isOn('pause:source:betsur'), true, 'seen here at once')
    await until(async () => {
      await clock.advance(100)
      return others.isOn('pause:source:betsur')
    })
    t.same(seen, [['pause:source:betsur', true]])

    clock.jump(1000)
    const at = clock.now()
    await switches.set('pause:source:betsur', false, 'user:ben@example.com')
    await switches.set('pause:source:betsur', false, 'user:ben@example.com')
    await switches.set('pause:llm', true, 'user:ben@example.com')
    t.same(await others.list(), [
      { name: 'pause:llm', on: true, at, who: 'user:ben@example.com' },
      { name: 'pause:source:betsur', on: false, at, who: 'user:ben@example.com' },
    ])
    await until(async () => {
      await clock.advance(100)
      return others.isOn('pause:llm') && !others.isOn('pause:source:betsur')
    })
    // @ts-expect-error: no such switch
    await t.rejects(switches.set('pause:everything', true, 'x'), RangeError)
    t.equal(seen.length, 3)
  })

describeSwitches('SQLite', async (t) => {
  const database = await openDatabase({ dataDir: t.testdir(), exclusive: true, logger: silent })
  t.teardown(() => database.close())
  return { database, beside: database }
})

const missing = postgresMissing()
if (missing !== false) t.test('switches in PostgreSQL', { skip: missing }, async () => {})
else
  describeSwitches('PostgreSQL', async (subtest) => {
    const { url } = await openTestDatabase(t)
    const open = async () => {
      const database = await openDatabase({
        dataDir: '',
        databaseUrl: url,
        exclusive: false,
        logger: silent,
      })
      subtest.teardown(() => database.close())
      return database
    }
    const [database, beside] = [await open(), await open()]
    await sql`truncate switches`.execute(database.kysely)
    return { database, beside }
  })

t.test('while the store is away what was seen last holds, and nothing is switched', async (t) => {
  const opened = await openDatabase({ dataDir: t.testdir(), exclusive: true, logger: silent })
  const clock = createManualClock()
  const database = { ...opened }
  const switches = createSwitches({ database, clock, logger: silent })
  switches.start()
  await switches.set('pause:llm', true, 'ana')
  database.write = async () => {
    throw new Error('the disk is gone')
  }
  database.diagnose = () => ({ code: 'unavailable', remedy: 'Look at the disk.' })
  await opened.close()
  await clock.advance(10_000)
  t.equal(switches.isOn('pause:llm'), true)
  await t.rejects(switches.set('pause:llm', false, 'ana'), { name: 'SwitchesUnavailable' })
  t.equal(switches.isOn('pause:llm'), true)
  await switches.stop()
  t.equal(clock.pending(), 0)
})

t.test('who was held is woken at the start, when its source is resumed, and once more', async (t) => {
  const clock = createManualClock()
  const paused = new Set(['pause:source:a'])
  let tell: (name: 'pause:source:a' | 'pause:llm', on: boolean) => void = () => {}
  const woken: string[] = []
  let away = 2
  const resumed = createWakeResumed({
    switches: {
      isOn: (name) => paused.has(name),
      onChange: (listener) => {
        tell = listener
        return () => {}
      },
    },
    sources: ['a', 'b'],
    async wake(source) {
      if (away-- > 0) throw new Error('away')
      woken.push(source)
      return 1
    },
    clock,
    logger: silent,
  })
  resumed.start()
  await clock.advance(30_000)
  t.same(woken, ['b'], 'after the store was back; not the paused one')
  paused.clear()
  tell('pause:llm', false)
  tell('pause:source:a', false)
  await clock.advance(0)
  t.same(woken, ['b', 'a'])
  await clock.advance(30_000)
  t.same(woken, ['b', 'a', 'a'], 'once more when every replica knows')
  await resumed.stop()
  t.equal(clock.pending(), 0)
})
