import { sql } from 'kysely'
import t from 'tap'
import { systemClock } from '../../src/ops/clock.ts'
import { anEntry } from '../ledger/new-entry.ts'
import { openPostgresLedger } from '../ledger/open-postgres-ledger.ts'
import { startCutProxy } from '../postgres/cut-proxy.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import {
  checkAnswers,
  checkArrived,
  startFailingService,
  startFlood,
  statusOf,
} from './start-failing-service.ts'

const skip = postgresMissing()

// They wait more than they work.
t.jobs = 3

t.test('a service whose connections to PostgreSQL break, hang and crawl', { skip }, async (t) => {
  const { service, proxy } = await startFailingService(t)
  const keys: string[] = []
  const end = async (flood: ReturnType<typeof startFlood>) => {
    const { answers, keys: taken } = await flood.stop()
    checkAnswers(t, answers)
    keys.push(...taken)
    await checkArrived(t, service, keys)
  }

  const cut = startFlood(service, 'cut')
  await cut.taken(8)
  await proxy.cut()
  await cut.refused(6)
  t.equal(await statusOf(service, '/livez'), 200)
  t.equal(await statusOf(service, '/readyz'), 503)
  await proxy.heal()
  await cut.taken(4)
  await end(cut)

  const hang = startFlood(service, 'hang')
  await hang.taken(4)
  await proxy.hang()
  await hang.refused(2)
  t.equal(await statusOf(service, '/livez'), 200)
  t.equal(await statusOf(service, '/readyz'), 503)
  await proxy.cut()
  await proxy.heal()
  await hang.taken(4)
  await end(hang)

  const slow = startFlood(service, 'slow')
  await slow.taken(4)
  await proxy.slow(2_000)
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  await proxy.heal()
  await slow.taken(4)
  await end(slow)
  t.equal(await statusOf(service, '/readyz'), 200)

  // Long reads: the way of accepting stays open, and the service knows it.
  let reading = 16
  const reads = Array.from({ length: reading }, async () => {
    await service.dependencies.database.read((transaction) => sql`select pg_sleep(1.5)`.execute(transaction))
    reading--
  })
  const beside = startFlood(service, 'beside')
  await beside.taken(4)
  t.equal(await statusOf(service, '/readyz'), 200)
  t.ok(reading > 0, 'while all other connections are busy')
  await Promise.all(reads)
  await end(beside)
})

t.test('a service ends soon when the store does not answer', { skip }, async (t) => {
  const { service, proxy } = await startFailingService(t)
  await proxy.hang()
  const startedAt = performance.now()
  await service.app.close()
  await service.worker.stop({ deadlineMs: 1_000 })
  await service.dependencies.close()
  const took = performance.now() - startedAt
  // A service gives itself 20 s to end.
  t.ok(took < 15_000, `${took} ms`)
})

t.test(
  'a commit that is cut off anywhere is there once, or not at all, and a repeat finds out',
  { skip },
  async (t) => {
    const { url } = await openTestDatabase(t)
    const { hostname, port } = new URL(url)
    const proxy = await startCutProxy({ host: hostname, port: Number(port) })
    t.teardown(() => proxy.close())
    const { ledger } = await openPostgresLedger(t, {
      url: proxy.urlFor(url),
      clock: systemClock,
      exclusive: false,
    })
    const counts = { stored: 0, duplicate: 0, conflict: 0, refused: 0 }
    const cuts = [
      ...Array.from({ length: 40 }, (_, at) => ({ bytes: 200 + at * 80, direction: 'to-server' as const })),
      ...Array.from({ length: 40 }, (_, at) => ({ bytes: 200 + at * 20, direction: 'to-client' as const })),
    ]
    for (const [at, { bytes, direction }] of cuts.entries()) {
      await proxy.cut()
      await proxy.heal()
      proxy.cutAfterBytes(bytes, direction)
      for (let taken = false; !taken; ) {
        try {
          counts[(await ledger.put(anEntry(String(at)))).kind]++
          taken = true
        } catch (error) {
          t.match(error, { name: 'LedgerUnavailable', code: 'unavailable' })
          counts.refused++
        }
      }
    }
    // The last cut may still be waiting for its connection.
    const sum = await ledger.custody().catch(() => ledger.custody())
    t.match(sum, { received: cuts.length, underWay: cuts.length, balanced: true })
    t.equal(counts.stored + counts.duplicate, cuts.length)
    t.ok(counts.duplicate > 0, 'some answers were lost after the commit')
    t.ok(counts.refused > counts.duplicate, 'and some statements before it')
  },
)
