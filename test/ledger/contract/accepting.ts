import t from 'tap'
import type { OpenLedger } from '../ledger-contract.ts'
import { aHandoff, anEntry } from '../new-entry.ts'
import { claimOne, deliver, store } from './steps.ts'

const day = 86_400_000

export const describeAccepting = (open: OpenLedger): void => {
  t.test('keeps what it was given, word for word', async (t) => {
    const { ledger, clock } = await open(t)
    const handoff = aHandoff({
      summary: 'Línea 1\nLínea 2 <b>"\'</b> 🙈 \u202bשלום\u202c \u0000 \ud800',
      extra: { deep: [{ er: null }], __proto__x: 1 },
    })
    const id = await store(ledger, anEntry('a', { handoff }))
    t.match(id, /^ho_[0-9a-hjkmnp-tv-z]{26}$/)
    t.match(await ledger.find(id), {
      id,
      source: 'botpress',
      helpdesk: 'main',
      state: 'received',
      why: null,
      requestId: 'request-a',
      requesterKey: 'requester-of-a',
      receivedAt: clock.now(),
      dueAt: clock.now(),
      endedAt: null,
      attempts: 0,
      failures: 0,
      writes: 0,
      write: null,
      ticket: null,
      acknowledgement: null,
      followUp: null,
      flags: [],
      classification: null,
    })
    t.same((await ledger.find(id))?.handoff, JSON.parse(JSON.stringify(handoff)))
    t.same(await ledger.history(id), [{ at: clock.now(), event: 'received', why: null, by: null }])
  })

  t.test('answers a repeat with the first hand-off as it stands, and stores nothing new', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('a'))
    await deliver(ledger, await claimOne(ledger))
    const outcome = await ledger.put(anEntry('a', { requestId: 'another' }))
    t.match(outcome, { kind: 'duplicate', entry: { id, state: 'delivered', ticket: { id: '77' } } })
    t.equal((await ledger.custody()).received, 1)
  })

  t.test('refuses the same key with another content', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const other = anEntry('a', { idempotency: { key: 'a', fingerprint: 'other', expiresAt: null } })
    t.same(await ledger.put(other), { kind: 'conflict', id })
    t.equal((await ledger.custody()).received, 1)
  })

  t.test('takes the same key of two sources for two', async (t) => {
    const { ledger } = await open(t)
    await store(ledger, anEntry('a'))
    await store(ledger, anEntry('a', { source: 'zapier' }))
    t.equal((await ledger.custody()).received, 2)
  })

  t.test('stores one of a hundred concurrent repeats, and answers each with it', async (t) => {
    const { ledger } = await open(t)
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => ledger.put(anEntry('a'))))
    const stored = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [outcome.id] : []))
    t.equal(stored.length, 1)
    const repeats = outcomes.flatMap((outcome) => (outcome.kind === 'duplicate' ? [outcome.entry.id] : []))
    t.equal(repeats.length, 99)
    t.same(new Set(repeats), new Set(stored))
    t.equal((await ledger.custody()).underWay, 1)
  })

  t.test('tells a conflict from a repeat within one commit', async (t) => {
    const { ledger } = await open(t)
    const other = anEntry('a', { idempotency: { key: 'a', fingerprint: 'other', expiresAt: null } })
    const [first, second, third] = await Promise.all([
      ledger.put(anEntry('a')),
      ledger.put(other),
      ledger.put(anEntry('a')),
    ])
    t.match([first, second, third], [{ kind: 'stored' }, { kind: 'conflict' }, { kind: 'duplicate' }])
  })

  t.test('frees a key when its time is up, and not before', async (t) => {
    const { ledger, clock } = await open(t)
    const entry = () =>
      anEntry('a', { idempotency: { key: 'a', fingerprint: 'print', expiresAt: clock.now() + day } })
    const first = await store(ledger, entry())
    await clock.advance(day - 1)
    t.match(await ledger.put(entry()), { kind: 'duplicate', entry: { id: first } })
    await clock.advance(1)
    const second = await store(ledger, entry())
    t.not(second, first)
    t.match(await ledger.put(entry()), { kind: 'duplicate', entry: { id: second } })
    t.equal((await ledger.custody()).received, 2)
  })

  t.test('keeps a refused one apart from the sum, and knows its repeat', async (t) => {
    const { ledger } = await open(t)
    const refused = anEntry('a', { refusal: { why: 'user_email: malformed' } })
    const id = await store(ledger, refused)
    t.match(await ledger.put(refused), { kind: 'duplicate', entry: { id, state: 'refused' } })
    t.match(await ledger.custody(), { received: 0, underWay: 0, refused: 1, balanced: true })
    t.match(await ledger.find(id), { state: 'refused', why: 'user_email: malformed', dueAt: null })
    t.match(await ledger.history(id), [{ event: 'refused', why: 'user_email: malformed' }])
    t.equal(await ledger.nextDueAt('main'), null)
  })

  t.test('lets a bad one fail alone when it shares a commit with good ones', async (t) => {
    const { ledger } = await open(t)
    const bad = { ...anEntry('bad'), helpdesk: null as unknown as string }
    const outcomes = await Promise.allSettled([
      ledger.put(anEntry('a')),
      ledger.put(bad),
      ledger.put(anEntry('b')),
    ])
    t.match(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    t.match(await ledger.custody(), { received: 2, underWay: 2, balanced: true })
  })

  t.test('takes a thousand at once, in order, each once', async (t) => {
    const { ledger } = await open(t)
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, (_, at) => ledger.put(anEntry(String(at)))),
    )
    const ids = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [outcome.id] : []))
    t.equal(ids.length, 1000)
    t.same(ids, [...new Set(ids)].sort())
    t.match(await ledger.custody(), { received: 1000, underWay: 1000, balanced: true })
  })

  t.test('takes large ones together', async (t) => {
    const { ledger } = await open(t)
    const handoff = aHandoff({ summary: 'x'.repeat(900_000) })
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, at) => store(ledger, anEntry(String(at), { handoff }))),
    )
    t.equal((await ledger.find(ids[11] ?? ''))?.handoff?.summary.length, 900_000)
  })

  t.test('takes nothing after it was closed, and finishes what it had begun', async (t) => {
    const { ledger, beside } = await open(t)
    const other = await beside()
    const begun = ledger.put(anEntry('a'))
    await ledger.close()
    t.match(await begun, { kind: 'stored' })
    await t.rejects(ledger.put(anEntry('b')), { name: 'LedgerUnavailable', code: 'unavailable' })
    await t.rejects(ledger.custody(), { name: 'LedgerUnavailable' })
    await ledger.close()
    t.equal((await other.custody()).received, 1)
  })
}
