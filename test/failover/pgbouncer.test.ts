import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { systemClock } from '../../src/ops/clock.ts'
import { claimAll, deliver, idsOf, store } from '../ledger/contract/steps.ts'
import { anEntry } from '../ledger/new-entry.ts'
import { openPostgresLedger } from '../ledger/open-postgres-ledger.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { pgbouncerMissing, startPgbouncer } from '../postgres/start-pgbouncer.ts'
import { getJson, postHandoff, startService } from '../start-service.ts'

const skip = postgresMissing() || pgbouncerMissing()

t.test('the ledger keeps its promises through PgBouncer in transaction mode', { skip }, async (t) => {
  const { url } = await openTestDatabase(t)
  const through = await startPgbouncer(t, url)
  const [one, other] = await Promise.all(
    [0, 1].map(async () => (await openPostgresLedger(t, { url: through, clock: systemClock })).ledger),
  )
  if (one === undefined || other === undefined) throw new Error('Expected two.')

  // Both prepare the same statement, in sessions that they take turns in.
  const keys = Array.from({ length: 300 }, (_, at) => String(at))
  const outcomes = await Promise.all(keys.flatMap((key) => [one.put(anEntry(key)), other.put(anEntry(key))]))
  t.equal(outcomes.filter(({ kind }) => kind === 'stored').length, 300)
  t.equal(outcomes.filter(({ kind }) => kind === 'duplicate').length, 300)

  const claimed = (await Promise.all([claimAll(one, 200, 'a'), claimAll(other, 200, 'b')])).flat()
  claimed.push(...(await claimAll(one, 300, 'a')))
  t.equal(new Set(idsOf(claimed)).size, 300)
  t.equal(claimed.length, 300)
  const settled = await Promise.all(claimed.map((claim) => deliver(claim.owner === 'a' ? one : other, claim)))
  t.ok(settled.every(Boolean))
  t.match(await other.custody(), { received: 300, delivered: 300, balanced: true })

  const line = { requesterKey: 'ana' }
  const first = await store(one, anEntry('first', line))
  await store(other, anEntry('second', line))
  t.same(idsOf(await claimAll(other)), [first], 'one at a time')
  await one.probe()
})

t.test('two services through PgBouncer accept, deliver, and wait for each other', { skip }, async (t) => {
  const { url } = await openTestDatabase(t)
  const databaseUrl = await startPgbouncer(t, url)
  const first = await startService(t, { databaseUrl })
  const second = await startService(t, { databaseUrl, beside: first })
  const handoff = (number: number) => ({
    user_email: `person-${number}@example.com`,
    conversation_summary: `Petition ${number}: the parcel has not arrived.`,
    category: 'shipping',
    message_id: `petition-${number}`,
  })
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, at) => postHandoff(at % 2 ? first : second, handoff(at), { wait: 20 })),
  )
  t.same(new Set(answers.map(({ status }) => status)), new Set([201]))
  t.equal(first.sandbox.account.tickets.size, 16)
  t.match(await getJson(second, '/v1/custody'), { received: 16, delivered: 16, balanced: true })

  await first.worker.stop({ deadlineMs: 2000 })
  const startedAt = performance.now()
  const answer = await postHandoff(first, handoff(100), { wait: 20 })
  t.equal(answer.status, 201, 'the other has delivered it')
  t.ok(performance.now() - startedAt < 6000, 'found by looking every second')

  const complaints = (service: typeof first) =>
    service.logs().filter(({ msg }) => /does not pass on messages/.test(String(msg))).length
  for (const service of [first, second]) {
    while (complaints(service) === 0) await setTimeout(20)
    t.equal(complaints(service), 1)
    t.equal(service.dependencies.database.signals?.hears(), false)
  }
})
