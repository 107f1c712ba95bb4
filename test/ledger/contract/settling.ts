import t from 'tap'
import type { Classification } from '../../../schemas/classification.ts'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry } from '../new-entry.ts'
import { claimAll, claimOne, store, ticket } from './steps.ts'

const classification: Classification = {
  category: 'access',
  type: 'Problem',
  group: 'Support',
  priority: 'high',
  tags: ['login'],
  customFields: { cf_kind: 1 },
  decidedBy: 'rule',
  confidence: null,
  reasons: [{ code: 'keyword', where: 'text', keyword: 'log in', category: 'access' }],
}

export const describeSettling = (open: OpenLedger): void => {
  t.test('marks a write before it is sent, and forgets it when it had no effect', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const claim = await claimOne(ledger)
    t.equal(await ledger.markWrite(claim, { kind: 'add', ticketId: '12', at: clock.now() }), true)
    t.match(await ledger.find(id), { write: { kind: 'add', ticketId: '12', at: clock.now() }, writes: 1 })
    t.equal(await ledger.clearWrite(claim, 'refused'), true)
    t.match(await ledger.find(id), { write: null, writes: 0 })
    await ledger.markWrite(claim, { kind: 'create', at: 5 })
    await ledger.markWrite(claim, { kind: 'create', at: 6 })
    t.match(await ledger.find(id), { write: { kind: 'create', at: 6 }, writes: 2 })
    t.match(
      (await ledger.history(id)).map(({ event }) => event),
      ['received', 'delivering', 'write-marked', 'write-cleared', 'write-marked', 'write-marked'],
    )
  })

  t.test('keeps a write mark through a later attempt', async (t) => {
    const { ledger } = await open(t)
    await store(ledger, anEntry('a'))
    const claim = await claimOne(ledger)
    await ledger.markWrite(claim, { kind: 'create', at: 5 })
    await ledger.retryLater(claim, { dueAt: 0, why: 'no answer', failed: true })
    t.match((await claimOne(ledger)).entry, { write: { kind: 'create', at: 5 }, failures: 1 })
  })

  t.test('waits until a time with fractions of a millisecond', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const dueAt = clock.now() + 1234.5
    t.equal(await ledger.retryLater(await claimOne(ledger), { dueAt, why: 'held', failed: false }), true)
    t.match(await ledger.find(id), { state: 'waiting', dueAt: clock.now() + 1235 })
  })

  t.test('completes with ticket, flags and reason', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const claim = await claimOne(ledger)
    await ledger.markWrite(claim, { kind: 'create', at: 5 })
    t.equal(await ledger.flag(claim, 'unmapped-fields', 'cf_shop'), true)
    t.equal(await ledger.flag(claim, 'unmapped-fields', 'cf_shop'), true)
    t.equal(
      await ledger.complete(claim, {
        ticket,
        flags: ['possible-duplicate', 'unmapped-fields'],
        why: 'created',
      }),
      true,
    )
    t.match(await ledger.find(id), {
      state: 'delivered',
      why: 'created',
      ticket,
      flags: ['possible-duplicate', 'unmapped-fields'],
      write: null,
      writes: 1,
      dueAt: null,
      endedAt: clock.now(),
    })
    t.match((await ledger.history(id)).slice(2), [
      { event: 'write-marked' },
      { event: 'flagged', why: 'unmapped-fields: cf_shop' },
      { event: 'delivered', why: 'created', by: 'worker' },
    ])
    t.same(await claimAll(ledger), [])
  })

  t.test('counts the attempts that failed apart from those that say nothing', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    for (const failed of [true, false, true]) {
      await ledger.retryLater(await claimOne(ledger), { dueAt: clock.now(), why: 'not now', failed })
    }
    t.match(await ledger.find(id), {
      state: 'waiting',
      why: 'not now',
      dueAt: clock.now(),
      attempts: 3,
      failures: 2,
    })
  })

  t.test('is due again when its time has come, and not before', async (t) => {
    const { ledger, clock } = await open(t)
    await store(ledger, anEntry('a'))
    await ledger.retryLater(await claimOne(ledger), { dueAt: clock.now() + 5000, why: 'down', failed: true })
    await clock.advance(4999)
    t.same(await claimAll(ledger), [])
    await clock.advance(1)
    t.equal((await claimAll(ledger)).length, 1)
  })

  t.test('keeps the last classification', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const claim = await claimOne(ledger)
    t.equal(await ledger.recordClassification(claim, { ...classification, category: null }), true)
    t.equal(await ledger.recordClassification(claim, classification), true)
    t.same((await ledger.find(id))?.classification, classification)
    t.match((await ledger.history(id)).slice(2), [
      { event: 'classified', why: 'rule: unsure' },
      { event: 'classified', why: 'rule: access' },
    ])
  })
}
