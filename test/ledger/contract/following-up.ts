import t from 'tap'
import type { FollowUp } from '../../../schemas/follow-up.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { makeStep } from '../../bridge/escalations/make-step.ts'
import { makeClassification } from '../../bridge/make-handoff.ts'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry } from '../new-entry.ts'
import { claimOne, leaseMs, store, ticket } from './steps.ts'

const followUp: FollowUp = { acknowledge: '{{ ticket.id }}', escalate: [makeStep({ group: 'Lead' })] }
const classification = makeClassification()

const deliverWith = async (
  ledger: Ledger,
  key: string,
  dueAt: number[],
  acknowledgement = 'Gracias, Ana.',
) => {
  const id = await store(ledger, anEntry(key))
  const claim = await claimOne(ledger)
  await ledger.recordClassification(claim, classification)
  const escalations = dueAt.map((at, index) => ({ step: makeStep({ rule: `r${index + 1}` }), dueAt: at }))
  const done = await ledger.complete(claim, {
    ticket,
    flags: [],
    why: 'created',
    acknowledgement,
    escalations,
  })
  return { id, claim, done }
}

const claimDue = (ledger: Ledger, owner = 'worker', limit = 10) =>
  ledger.claimEscalations({ helpdesk: 'main', owner, limit, leaseMs })

const eventsOf = async (ledger: Ledger, id: string) =>
  (await ledger.history(id)).map(({ event, why, by }) => [event, why, by])

export const describeFollowingUp = (open: OpenLedger): void => {
  t.test('keeps what is to follow beside the classification until it is delivered', async (t) => {
    const { ledger, beside } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const claim = await claimOne(ledger)
    await ledger.recordClassification(claim, classification)
    t.equal(await ledger.recordPolicy(claim, 'v: rule', followUp), true)
    t.match(await (await beside()).find(id), { classification, followUp, acknowledgement: null })
    t.equal(await ledger.recordPolicy(claim, 'w: rule'), true)
    t.match(await ledger.find(id), { followUp }, 'as it was')
    t.equal(await ledger.recordPolicy(claim, null, null), true)
    t.match(await ledger.find(id), { classification, followUp: null })
    t.same(
      (await eventsOf(ledger, id)).flatMap(([event, why]) => (event === 'policy' ? [why] : [])),
      ['v: rule', 'w: rule'],
    )
    await ledger.recordPolicy(claim, null, followUp)
    await ledger.complete(claim, { ticket, flags: [], why: 'created', acknowledgement: 'Número 77' })
    t.match(await ledger.find(id), { classification, followUp: null, acknowledgement: 'Número 77' })
    t.equal(await ledger.recordPolicy(claim, 'late', followUp), false, 'no longer ours')
  })

  t.test('delivers and plans in one step, once, although the answer is asked for again', async (t) => {
    const { ledger, clock } = await open(t)
    const [soon, later] = [clock.now() + 1000, clock.now() + 2000.5]
    const { id, claim, done } = await deliverWith(ledger, 'a', [later, soon])
    t.equal(done, true)
    t.equal(await ledger.complete(claim, { ticket, flags: [], why: 'again' }), false)
    t.equal(await ledger.nextEscalationAt('main'), soon)
    t.equal(await ledger.nextEscalationAt('other'), null)
    t.same((await ledger.stats()).escalatingAt, ['main'])
    t.match((await eventsOf(ledger, id)).at(-1), ['escalation-planned', /r2; .*r1$/, 'worker'])
    t.same(await claimDue(ledger), [], 'nothing is due yet')
    await clock.advance(1000)
    t.match(await claimDue(ledger), [
      { handoffId: id, ordinal: 1, ticketId: '77', attempts: 1, owner: 'worker', step: { rule: 'r2' } },
    ])
    t.same(await claimDue(ledger), [], 'it is leased')
  })

  t.test('leases one of a hand-off at a time, and takes over from who is gone', async (t) => {
    const { ledger, clock, beside } = await open(t)
    const { id } = await deliverWith(ledger, 'a', [0, 1])
    const other = await deliverWith(ledger, 'b', [0])
    const first = await claimDue(ledger)
    t.same(
      first.map(({ handoffId, ordinal }) => [handoffId, ordinal]).sort(),
      [
        [id, 1],
        [other.id, 1],
      ].sort(),
    )
    await clock.advance(leaseMs)
    const again = await claimDue(await beside(), 'another', 1)
    const mine = first.find(({ handoffId }) => handoffId === again[0]?.handoffId)
    if (mine === undefined || again[0] === undefined) throw new Error('not taken over')
    t.match(again, [{ attempts: 2, ordinal: 1 }])
    t.equal(await ledger.endEscalation(mine, { event: 'escalated', why: 'late' }), false)
    t.equal(await ledger.postponeEscalation(mine, 0), false)
    t.equal(await ledger.endEscalation(again[0], { event: 'escalation-skipped', why: 'r: answered' }), true)
    t.match((await eventsOf(ledger, again[0].handoffId)).at(-1), [
      'escalation-skipped',
      'r: answered',
      'another',
    ])
    t.equal(await ledger.endEscalation(again[0], { event: 'escalated', why: 'twice' }), false, 'it is over')
  })

  t.test('works the escalations of a hand-off in their order, also when the first is put off', async (t) => {
    const { ledger, clock, beside } = await open(t)
    await deliverWith(ledger, 'a', [clock.now(), clock.now() + 10])
    await clock.advance(10)
    const [first, ...more] = await claimDue(ledger)
    if (first === undefined) throw new Error('not due')
    t.match([first, ...more], [{ ordinal: 1 }])
    t.same(await claimDue(await beside(), 'another'), [], 'the second waits for the first')
    t.equal(await ledger.nextEscalationAt('main'), clock.now() + leaseMs, 'nobody looks in vain')
    await ledger.postponeEscalation(first, clock.now() + 500)
    t.same(await claimDue(ledger), [], 'also while that is put off')
    t.equal(await ledger.nextEscalationAt('main'), clock.now() + 500)
    await clock.advance(500)
    const [again] = await claimDue(ledger)
    if (again === undefined) throw new Error('not due')
    await ledger.endEscalation(again, { event: 'escalated', why: 'r1' })
    t.match(await claimDue(ledger), [{ ordinal: 2, attempts: 1 }])
  })

  t.test('puts off what failed', async (t) => {
    const { ledger, clock } = await open(t)
    await deliverWith(ledger, 'a', [0])
    const [claim] = await claimDue(ledger)
    if (claim === undefined) throw new Error('not due')
    t.equal(await ledger.postponeEscalation(claim, clock.now() + 500.5), true)
    t.equal(await ledger.nextEscalationAt('main'), clock.now() + 501)
    t.equal(await ledger.endEscalation(claim, { event: 'escalated', why: 'late' }), false, 'let go of')
    await clock.advance(501)
    t.match(await claimDue(ledger), [{ attempts: 2 }])
  })

  t.test(
    'forgets a person with all that is due, and what was said to them; a purge leaves what is due',
    async (t) => {
      const { ledger, clock } = await open(t)
      const purged = await deliverWith(ledger, 'a', [0])
      await clock.advance(10)
      t.equal(await ledger.purge({ endedBefore: clock.now(), limit: 9 }), 1)
      t.match(await ledger.find(purged.id), { acknowledgement: null, classification: null })
      const erased = await deliverWith(ledger, 'b', [1])
      const [first, second] = await claimDue(ledger)
      t.equal(await ledger.erase('requester-of-b', 'ann'), 1)
      t.match(await ledger.find(erased.id), { acknowledgement: null, handoff: null })
      if (first === undefined || second === undefined) throw new Error('not due')
      t.equal(
        await ledger.endEscalation(second, { event: 'escalated', why: 'r' }),
        false,
        'there is none any more',
      )
      t.equal((await eventsOf(ledger, erased.id)).at(-1)?.[0], 'erased')
      t.equal(await ledger.endEscalation(first, { event: 'escalated', why: 'r' }), true)
      t.equal(await ledger.nextEscalationAt('main'), null)
    },
  )
}
