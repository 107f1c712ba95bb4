import fastify from 'fastify'
import t, { type Test } from 'tap'
import { createIntake } from '../../src/intake/create-intake.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import { setProblemHandlers } from '../../src/ops/problem.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock } from '../manual-clock.ts'
import { secret, sourceWith } from './build-intake.ts'
import { configuredAccess } from './configured-access.ts'

const build = async (t: Test, ledger: Ledger, clock: Clock) => {
  const app = fastify()
  setProblemHandlers(app)
  await app.register(
    createIntake({
      ledger,
      sources: { bot: sourceWith() },
      access: configuredAccess([]),
      clock,
      logger: silent,
      bodyHashWindowMs: 86_400_000,
      observe: () => {},
    }),
  )
  t.teardown(() => app.close())
  return (payload: object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/webhooks/bot',
      headers: { 'x-webhook-secret': secret, ...headers },
      payload,
    })
}

const good = { user_email: 'ann@ex.org', conversation_summary: 'Help', transcript: 'User: ¿Sí? 😀\nBot: No' }

t.test('what is answered 202 is in the file, as it was said, and counted', async (t) => {
  const dataDir = t.testdir()
  const { ledger } = await openSqliteLedger(t, { dataDir, clock: systemClock })
  const post = await build(t, ledger, systemClock)
  const answer = await post(good)
  t.equal(answer.statusCode, 202)
  const beside = await openSqliteLedger(t, { dataDir, clock: systemClock, exclusive: false })
  const entry = await beside.ledger.find(answer.json().handoff_id)
  t.match(entry, {
    state: 'received',
    source: 'bot',
    handoff: {
      requester: { email: 'ann@ex.org' },
      transcript: [{ from: 'user', text: '¿Sí? 😀' }, { from: 'bot' }],
    },
  })
  t.match(await ledger.custody(), { received: 1, underWay: 1, refused: 0, balanced: true })
})

t.test('a hundred repeats at once are one hand-off', async (t) => {
  const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock: systemClock })
  const post = await build(t, ledger, systemClock)
  const answers = await Promise.all(Array.from({ length: 100 }, () => post(good, { 'idempotency-key': 'k' })))
  t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [202])
  t.equal(new Set(answers.map((answer) => answer.json().handoff_id)).size, 1)
  t.equal(answers.filter((answer) => answer.json().duplicate === false).length, 1)
  t.equal((await post({ ...good, n: 1 }, { 'idempotency-key': 'k' })).statusCode, 409)
  t.match(await ledger.custody(), { received: 1 })
})

t.test('a refused hand-off stands apart from the sum and can be found by its id', async (t) => {
  const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock: systemClock })
  const post = await build(t, ledger, systemClock)
  const wrong = { ...good, user_email: 'ann@' }
  const answer = await post(wrong, { 'idempotency-key': 'k' })
  t.equal(answer.statusCode, 422)
  t.match(await ledger.find(answer.json().handoff_id), {
    state: 'refused',
    handoff: { requester: { email: 'ann@' } },
  })
  t.equal((await post(wrong, { 'idempotency-key': 'k' })).json().handoff_id, answer.json().handoff_id)
  t.equal((await post(good, { 'idempotency-key': 'k' })).statusCode, 202)
  t.match(await ledger.custody(), { received: 1, refused: 1, balanced: true })
})

t.test('a body without a key is a repeat for a day, and new after it', async (t) => {
  const clock = createManualClock()
  const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const post = await build(t, ledger, clock)
  const first = await post(good)
  clock.jump(86_399_999)
  t.match((await post(good)).json(), { duplicate: true, handoff_id: first.json().handoff_id })
  clock.jump(1)
  t.match((await post(good)).json(), { duplicate: false })
})

t.test('who waits is told the ticket as soon as it is delivered', async (t) => {
  const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock: systemClock })
  const post = await build(t, ledger, systemClock)
  const due = new Promise<void>((resolve) => {
    ledger.onDue(() => resolve())
  })
  const answering = post(good, { prefer: 'wait=20' })
  await due
  const [claim] = await ledger.claim({ helpdesk: 'main', owner: 'w', limit: 1, leaseMs: 60_000 })
  if (claim === undefined) throw new Error('nothing to claim')
  await ledger.complete(claim, {
    ticket: { id: '77', url: 'https://d/77', action: 'created' },
    flags: [],
    why: 'test',
  })
  const answer = await answering
  t.equal(answer.statusCode, 201)
  t.match(answer.json(), { status: 'delivered', ticket: { id: 77, url: 'https://d/77', action: 'created' } })
})

t.test('a closed store is a 503', async (t) => {
  const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock: systemClock })
  const post = await build(t, ledger, systemClock)
  await ledger.close()
  t.match((await post(good)).json(), { status: 503, code: 'store_unavailable' })
})
