import fc from 'fast-check'
import t from 'tap'
import type { HandoffState } from '../../schemas/handoff.ts'
import type { Claim, Ledger } from '../../src/ledger/ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { aHandoff, anEntry } from './new-entry.ts'
import { openSqliteLedger } from './open-sqlite-ledger.ts'

const leaseMs = 1000
const requesters = ['ana', 'ben', 'eva']

/** What the ledger should hold, kept as plainly as can be. */
interface Expected {
  id: string
  key: string
  requester: string
  state: HandoffState
  accepted: boolean
  dueAt: number
  owner: Claim | null
}

type Step =
  | { kind: 'put'; key: number; requester: number; refused: boolean }
  | { kind: 'claim'; limit: number }
  | { kind: 'settle'; at: number; how: 'complete' | 'retryLater' | 'park'; wait: number }
  | { kind: 'person'; at: number; verb: 'retryNow' | 'release' | 'dismiss' | 'edit'; requester: number }
  | { kind: 'advance'; ms: number }
  | { kind: 'erase'; requester: number }

const small = fc.nat(40)
const requester = fc.nat(requesters.length - 1)
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('put' as const), key: small, requester, refused: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      at: small,
      how: fc.constantFrom('complete' as const, 'retryLater' as const, 'park' as const),
      wait: fc.nat(2000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('person' as const),
      at: small,
      verb: fc.constantFrom('retryNow' as const, 'release' as const, 'dismiss' as const, 'edit' as const),
      requester,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('advance' as const), ms: fc.nat(1500) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), requester }) },
)

const isOpen = ({ state }: Expected): boolean => ['received', 'waiting', 'delivering'].includes(state)

/** By the letter of the contract: due, the oldest open one of its requester, and none of that requester under way. */
const mayBeClaimed = (all: Expected[], one: Expected, now: number): boolean => {
  if (!isOpen(one) || one.dueAt > now) return false
  const others = all.filter((other) => other !== one && other.requester === one.requester && isOpen(other))
  if (one.state === 'delivering') return true
  return others.every((other) => other.state !== 'delivering' && other.id > one.id)
}

const needs: Record<string, HandoffState[]> = {
  retryNow: ['waiting'],
  release: ['parked', 'refused'],
  dismiss: ['parked', 'waiting', 'received', 'refused'],
  edit: ['parked', 'refused', 'waiting', 'received'],
}

const createModel = (ledger: Ledger, clock: { now(): number; advance(ms: number): Promise<void> }) => {
  const all: Expected[] = []
  const claims: { claim: Claim; of: Expected }[] = []

  const check = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(what)
  }

  const put = async (step: Step & { kind: 'put' }): Promise<void> => {
    const key = String(step.key)
    const name = requesters[step.requester] ?? ''
    const outcome = await ledger.put(
      anEntry(key, { requesterKey: name, refusal: step.refused ? { why: 'no' } : null }),
    )
    const known = all.find((one) => one.key === key)
    check((outcome.kind === 'duplicate') === (known !== undefined), `put answered ${outcome.kind}`)
    if (outcome.kind !== 'stored') return
    all.push({
      id: outcome.id,
      key,
      requester: name,
      state: step.refused ? 'refused' : 'received',
      accepted: !step.refused,
      dueAt: clock.now(),
      owner: null,
    })
  }

  const claim = async (limit: number): Promise<void> => {
    const now = clock.now()
    const candidates = all.filter((one) => mayBeClaimed(all, one, now))
    const got = await ledger.claim({ helpdesk: 'main', owner: 'worker', limit, leaseMs })
    check(got.length === Math.min(limit, candidates.length), `claimed ${got.length} of ${candidates.length}`)
    for (const one of got) {
      const expected = candidates.find(({ id }) => id === one.entry.id)
      if (expected === undefined) throw new Error('claimed one that may not go')
      expected.state = 'delivering'
      expected.dueAt = now + leaseMs
      expected.owner = one
      claims.push({ claim: one, of: expected })
    }
  }

  const settle = async (step: Step & { kind: 'settle' }): Promise<void> => {
    const held = claims[step.at % Math.max(1, claims.length)]
    if (held === undefined) return
    const { claim, of } = held
    const dueAt = clock.now() + step.wait
    const done =
      step.how === 'complete'
        ? await ledger.complete(claim, {
            ticket: { id: '1', url: null, action: 'created' },
            flags: [],
            why: 'x',
          })
        : step.how === 'park'
          ? await ledger.park(claim, 'x')
          : await ledger.retryLater(claim, { dueAt, why: 'x', failed: true })
    check(done === (of.owner === claim && of.state === 'delivering'), `${step.how} answered ${done}`)
    if (!done) return
    of.owner = null
    of.state = step.how === 'complete' ? 'delivered' : step.how === 'park' ? 'parked' : 'waiting'
    of.dueAt = dueAt
  }

  const person = async (step: Step & { kind: 'person' }): Promise<void> => {
    const of = all[step.at % Math.max(1, all.length)]
    if (of === undefined) return
    const name = requesters[step.requester] ?? ''
    const outcome =
      step.verb === 'edit'
        ? await ledger.edit(of.id, aHandoff(), name, 'ann')
        : step.verb === 'dismiss'
          ? await ledger.dismiss(of.id, 'spam', 'ann')
          : await ledger[step.verb](of.id, 'ann')
    const allowed = needs[step.verb]?.includes(of.state) ?? false
    check(outcome.kind === (allowed ? 'done' : 'wrong-state'), `${step.verb} answered ${outcome.kind}`)
    if (!allowed) return
    if (step.verb === 'edit') of.requester = name
    if (step.verb === 'dismiss') of.state = 'dismissed'
    if (step.verb === 'release') {
      of.state = of.state === 'refused' ? 'received' : 'waiting'
      of.accepted = true
    }
    if (step.verb === 'release' || step.verb === 'retryNow') of.dueAt = clock.now()
  }

  const erase = async (name: string): Promise<void> => {
    const theirs = all.filter((one) => one.requester === name)
    check((await ledger.erase(name, 'ann')) === theirs.length, 'erased another number')
    for (const one of theirs) {
      one.requester = 'erased'
      one.owner = null
      if (one.state !== 'delivered') one.state = 'dismissed'
    }
  }

  const verify = async (): Promise<void> => {
    const count = (test: (one: Expected) => boolean): number =>
      all.filter((one) => one.accepted && test(one)).length
    const sum = await ledger.custody()
    const expected = {
      received: count(() => true),
      delivered: count(({ state }) => state === 'delivered'),
      underWay: count(isOpen),
      parked: count(({ state }) => state === 'parked'),
      dismissed: count(({ state }) => state === 'dismissed'),
      refused: all.filter(({ accepted }) => !accepted).length,
      balanced: true,
    }
    const { days: _, ...actual } = sum
    check(
      JSON.stringify(expected) === JSON.stringify(pick(actual, expected)),
      JSON.stringify({ expected, actual }),
    )
    const stats = await ledger.stats()
    for (const [state, number] of Object.entries(stats.perState)) {
      check(number === all.filter((one) => one.state === state).length, `${number} are ${state}`)
    }
  }

  const run = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case 'put':
        return put(step)
      case 'claim':
        return claim(step.limit)
      case 'settle':
        return settle(step)
      case 'person':
        return person(step)
      case 'advance':
        return clock.advance(step.ms)
      case 'erase':
        return erase(requesters[step.requester] ?? '')
      default:
        return step satisfies never
    }
  }
  return { run, verify }
}

const pick = <T extends object>(from: T, like: object): unknown =>
  Object.fromEntries(Object.keys(like).map((key) => [key, from[key as keyof T]]))

t.test('does what a plain model of it does, and balances, through any sequence of verbs', async (t) => {
  const folder = t.testdir()
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(stepArbitrary, { minLength: 10, maxLength: 60, size: 'max' }),
      async (steps) => {
        const clock = createManualClock()
        const { ledger } = await openSqliteLedger(t, { dataDir: `${folder}/${run++}`, clock })
        const model = createModel(ledger, clock)
        for (const step of steps) {
          await model.run(step)
          await model.verify()
        }
        await ledger.close()
      },
    ),
    { numRuns: 25, interruptAfterTimeLimit: 20_000 },
  )
  t.ok(run >= 25)
})
