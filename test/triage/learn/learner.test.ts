import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { forgetCollected } from '../../../src/training/forget-collected.ts'
import { takeTrainingLock } from '../../../src/training/take-training-lock.ts'
import type { Learner } from '../../../src/triage/learn/create-learner.ts'
import { decideWhenToLearn } from '../../../src/triage/learn/decide-when-to-learn.ts'
import type { TriageTicket } from '../../../src/triage/triage-store.ts'
import { createManualClock } from '../../manual-clock.ts'
import { makeEvidence, makeWritten } from '../figures/make-evidence.ts'
import { openLearner } from './open-learner.ts'

/** Asks until a training has ended: it goes on in the background. */
const untilLearnt = async (learner: Learner): Promise<string> => {
  for (;;) {
    const { lastResult } = await learner.status()
    if (lastResult !== null) return lastResult
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Asks until somebody trains. */
const untilBusy = async (folder: string): Promise<void> => {
  for (;;) {
    const lock = await takeTrainingLock(folder).catch(() => null)
    if (lock === null) return
    lock.release()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** As triage left it that wrote a group. */
const written = (ticketId: string, group: string): TriageTicket => ({
  helpdesk: 'main',
  ticketId,
  createdAt: 0,
  changedAt: 0,
  seenAt: 0,
  skipped: null,
  predictedAt: 0,
  prediction: null,
  control: false,
  state: 'done',
  dueAt: null,
  attempts: 0,
  fence: 3,
  action: 'apply',
  why: null,
  run: null,
  planned: {
    changes: [{ field: 'group', before: null, after: group }],
    tags: [],
    note: false,
    basedOn: '2026-10-01T00:00:00Z',
  },
  sentAt: 1,
  wroteAt: 1,
  noteId: null,
  left: null,
  outcome: null,
  endedAt: null,
})

t.test('what agents filed is learnt, and what we wrote ourselves is not', async (t) => {
  // Of every kind, half were filed by us, all as orders: a model that believed itself would take nearly everything for an order.
  const byUs = (at: number) => at % 2 === 1
  const own = ['billing', 'access'].flatMap((kind) =>
    Array.from({ length: 14 }, (_, at) => at)
      .filter(byUs)
      .map((at) => written(`${kind}-${at}`, 'orders')),
  )
  const { learner, bundles, observed, deeds, dataDir } = openLearner(t, {
    groupOf: (kind, at) => (byUs(at) ? 'orders' : kind),
    written: own,
  })
  t.same(await learner.learn('ana'), { kind: 'begun' })
  t.same(await learner.learn('ana'), { kind: 'busy' })
  t.match(await untilLearnt(learner), /is in use: it is the first that was trained here/)
  const inUse = await bundles.current()
  t.same(
    inUse?.about.targets.map(({ target, about }) => [target, about.texts]),
    [
      ['category', 28],
      ['group', 28],
    ],
  )
  t.equal(inUse?.about.from, 'main')
  // It is told right after it was stored.
  while (observed.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  t.same(observed, [{ kind: 'learnt', outcome: 'better' }])
  t.same(deeds, [`ana promoteModel ${inUse?.name}`, 'done'])
  t.match(await learner.status(), { enabled: true, lastAt: Number, newLabels: 0, drift: [] })
  t.notOk(existsSync(join(dataDir, 'training', 'collected-main.jsonl')), 'what was read is of no more use')
})

t.test('a thread that crashes ends nothing else, and what was read is kept', async (t) => {
  const { learner, bundles, observed, dataDir } = openLearner(t, { memoryMegabytes: 4 })
  await learner.learn('ana')
  t.match(await untilLearnt(learner), /ended by a fault/)
  t.same(observed, [{ kind: 'learnt', outcome: 'failed' }])
  t.equal(await bundles.current(), null)
  t.ok(existsSync(join(dataDir, 'training', 'collected-main.jsonl')))
  const lock = await takeTrainingLock(join(dataDir, 'training'))
  lock.release()
})

t.test('an end waits for no training', async (t) => {
  const { learner, observed, dataDir } = openLearner(t)
  await learner.learn('ana')
  await learner.stop()
  await learner.stop()
  t.same(observed, [])
  t.match(await learner.learn('ana'), { kind: 'off' })
  t.same(
    readdirSync(join(dataDir, 'training')).includes('learning.json'),
    false,
    'it says nothing of the next time',
  )
})

t.test('why nothing can be learnt is told', async (t) => {
  const { learner } = openLearner(t, { groupOf: () => 'billing' })
  await learner.learn('ana')
  t.match(await untilLearnt(learner), /^Nothing can be learnt from/)
  t.equal((await openLearner(t, { helpdesks: [] }).learner.learn('ana')).kind, 'off')
  const fixed = openLearner(t, { classification: { model: 'starter' } })
  t.match(await fixed.learner.learn('ana'), { kind: 'off', why: /"starter"/ })
  t.match(await fixed.learner.status(), { enabled: false, nextAt: null })
  const other = openLearner(t)
  const lock = await takeTrainingLock(join(other.dataDir, 'training'))
  t.same(await other.learner.learn('ana'), { kind: 'busy' })
  lock.release()
})

t.test('it learns by itself when enough is new', async (t) => {
  const clock = createManualClock(Date.UTC(2026, 10, 21))
  const evidence = [makeEvidence(), makeWritten('done'), makeEvidence({ endedAt: null })]
  const few = openLearner(t, { clock, evidence, learning: { leastNew: 2 } })
  few.learner.start()
  await clock.advance(600_000)
  t.match(await few.learner.status(), { newLabels: 1, lastResult: null, nextAt: clock.now() })
  await few.learner.stop()
  t.equal(clock.pending(), 0)
  const enough = openLearner(t, { clock, evidence, learning: { leastNew: 1 } })
  enough.learner.start()
  await clock.advance(600_000)
  await untilBusy(join(enough.dataDir, 'training'))
  t.same(await enough.learner.learn('ana'), { kind: 'busy' })
})

t.test('it learns by itself no more often than it should, and not at once again when that failed', (t) => {
  const dayMs = 86_400_000
  const facts = {
    enabled: true,
    every: 7 * dayMs,
    leastNew: 200,
    learntAt: 100 * dayMs,
    failedAt: null,
    newLabels: 200,
    now: 107 * dayMs,
  }
  t.same(decideWhenToLearn(facts), { kind: 'now' })
  t.same(decideWhenToLearn({ ...facts, learntAt: null }), { kind: 'now' })
  t.same(decideWhenToLearn({ ...facts, now: facts.now - 1 }), {
    kind: 'later',
    at: facts.now,
    why: 'too-soon',
  })
  t.match(decideWhenToLearn({ ...facts, newLabels: 199 }), { why: 'too-few', at: facts.now })
  const failed = { ...facts, failedAt: facts.now }
  t.match(decideWhenToLearn(failed), { why: 'failed', at: facts.now + dayMs / 4 })
  t.same(decideWhenToLearn({ ...failed, now: facts.now + dayMs / 4 }), { kind: 'now' })
  t.same(decideWhenToLearn({ ...facts, enabled: false }), { kind: 'later', at: null, why: 'off' })
  t.end()
})

t.test('what nobody goes on with is forgotten after a month', async (t) => {
  const folder = t.testdir({ 'collected-main.jsonl': '', 'collected-old.jsonl': '', 'learning.json': '' })
  const now = Date.now()
  for (const name of ['collected-old.jsonl', 'learning.json'])
    utimesSync(join(folder, name), new Date(now - 31 * 86_400_000), new Date(now - 31 * 86_400_000))
  t.equal(await forgetCollected(folder, now), 1)
  t.same(readdirSync(folder).sort(), ['collected-main.jsonl', 'learning.json'])
  t.equal(await forgetCollected(join(folder, 'none'), now), 0)
})

t.test('no ticket is asked for that triage remembers no more', async (t) => {
  const { learner, asked } = openLearner(t, { keep: '10d', learning: { since: '365d' } })
  const begun = Date.now()
  await learner.learn('anna')
  await untilLearnt(learner)
  const [first] = asked
  const since = typeof first === 'object' && first !== null && 'since' in first ? Number(first.since) : 0
  t.ok(since >= begun - 10 * 86_400_000, new Date(since).toISOString())
})
