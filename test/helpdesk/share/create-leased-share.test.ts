import t from 'tap'
import type { ShareReport } from '../../../src/helpdesk/account-share.ts'
import { createLeasedShare } from '../../../src/helpdesk/share/create-leased-share.ts'
import type { ShareRow, ShareStore } from '../../../src/helpdesk/share/share-store.ts'
import { createManualClock } from '../../manual-clock.ts'
import { createLogList } from '../create-test-governor.ts'

const storeAheadMs = 50_000

/** A store that decides and commits when the test says so. */
const open = () => {
  const clock = createManualClock(0)
  const beats: { decide(others?: ShareRow[]): ShareRow; commit(): Promise<void>; fail(): Promise<void> }[] =
    []
  const store: ShareStore = {
    beat: (decide) =>
      new Promise((resolve, reject) => {
        beats.push({
          decide: (others = []) => decide({ rows: others, now: clock.now() + storeAheadMs }).own,
          commit: async () => {
            resolve()
            await clock.advance(0)
          },
          fail: async () => {
            reject(new Error('gone'))
            await clock.advance(0)
          },
        })
      }),
  }
  const { logger, lines } = createLogList()
  const share = createLeasedShare({
    ...{ helpdesk: 'main', replica: 'a', store, clock, logger, random: () => 0.5, windowMs: 60_000 },
  })
  const nextBeat = async () => {
    const before = beats.length
    while (beats.length === before) await clock.advance(10)
    const beat = beats.at(-1)
    if (!beat) throw new Error('There is no beat.')
    return beat
  }
  return { clock, share, beats, nextBeat, lines }
}

const sibling = (over: Partial<ShareRow> = {}): ShareRow => ({
  ...{ replica: 'b', part: 0, spentPart: 0, mostPart: 0, neededPart: 0.01, pausedUntil: 0 },
  ...{ windowMs: 60_000, expiresAt: 10_000_000, ...over },
})
const report = (over: Partial<ShareReport> = {}): ShareReport => ({
  spentPart: 0,
  neededPart: 0.01,
  unitPart: 0.01,
  pausedForMs: 0,
  mostPart: (part, ms) => part * (ms / 100_000),
  ...over,
})

t.test('has nothing until the first beat is kept, and tells when it has', async (t) => {
  const { share, nextBeat } = open()
  let changes = 0
  const unsubscribe = share.onChange(() => changes++)
  const beat = await nextBeat()
  t.equal(share.beside(), 1, 'nothing is known of others')
  t.equal(beat.decide().part, 1)
  t.equal(share.part(), 0)
  await beat.commit()
  t.equal(share.part(), 1)
  t.equal(share.beside(), 0)
  t.equal(changes, 1)
  unsubscribe()
})

t.test('shrinks before it is written, and grows after', async (t) => {
  const { share, nextBeat } = open()
  share.setReport(report)
  const first = await nextBeat()
  first.decide()
  await first.commit()
  const second = await nextBeat()
  second.decide([sibling()])
  t.equal(share.part(), 0.5, 'not yet kept')
  await second.fail()
  t.equal(share.part(), 0.5, 'it may have been kept')
  const third = await nextBeat()
  third.decide()
  t.equal(share.part(), 0.5, 'not yet kept')
  await third.fail()
  t.equal(share.part(), 0.5, 'it may not have been kept')
})

t.test('ends a lease after the beat began, by its own time and however late it looks', async (t) => {
  const { clock, share, nextBeat, lines } = open()
  const beat = await nextBeat()
  // The first beat begins at once.
  const beganAt = 0
  await clock.advance(2000)
  const row = beat.decide()
  t.ok(row.expiresAt - storeAheadMs > beganAt + 5000, 'others count it for longer')
  await clock.advance(500)
  await beat.commit()
  t.equal(share.part(), 1)
  clock.jump(beganAt + 4999 - clock.now())
  t.equal(share.part(), 1)
  clock.jump(1)
  t.equal(share.part(), 0)
  const next = await nextBeat()
  await next.fail()
  t.match(lines, [{ level: 'warn' }])
})

t.test('a beat that took longer than the lease gives nothing', async (t) => {
  const { clock, share, nextBeat } = open()
  const beat = await nextBeat()
  beat.decide()
  await clock.advance(6000)
  await beat.commit()
  t.equal(share.part(), 0)
})

t.test('runs one beat at a time, every second, and at once when it is urgent', async (t) => {
  const { clock, share, beats, nextBeat } = open()
  const first = await nextBeat()
  await clock.advance(3000)
  share.hurry()
  await clock.advance(3000)
  t.equal(beats.length, 1, 'the first has not ended')
  first.decide()
  await first.commit()
  await clock.advance(150)
  t.equal(beats.length, 2, 'it was hurried meanwhile')
  beats[1]?.decide()
  await beats[1]?.commit()
  await clock.advance(900)
  t.equal(beats.length, 2)
  await clock.advance(200)
  t.equal(beats.length, 3)
  beats[2]?.decide()
  await beats[2]?.commit()
  await clock.advance(200)
  share.hurry()
  share.hurry()
  await clock.advance(1)
  t.equal(beats.length, 4)
})

t.test('writes what it has spent and how long it holds back, and hears how long others do', async (t) => {
  const { clock, share, nextBeat } = open()
  share.setReport(() => report({ spentPart: 0.3, pausedForMs: 7000 }))
  const beat = await nextBeat()
  const now = clock.now() + storeAheadMs
  const row = beat.decide([
    sibling({ pausedUntil: now + 9000 }),
    sibling({ replica: 'c', pausedUntil: now + 4000 }),
  ])
  t.match(row, { spentPart: 0.3, neededPart: 0.01, pausedUntil: now + 7000, expiresAt: now + 5000 })
  await beat.commit()
  t.equal(share.pausedForMs(), 9000)
  await clock.advance(100)
  t.equal(share.pausedForMs(), 8900)
  const next = await nextBeat()
  next.decide([sibling()])
  await next.commit()
  t.equal(share.pausedForMs(), 0)
  const absurd = await nextBeat()
  absurd.decide([sibling({ pausedUntil: clock.now() + storeAheadMs + 1e9 })])
  await absurd.commit()
  t.equal(share.pausedForMs(), 3_900_000)
})

t.test('gives its part back when it is closed, after the beat under way, and never rejects', async (t) => {
  const { clock, share, beats, nextBeat, lines } = open()
  share.setReport(() => report({ spentPart: 0.3 }))
  const beat = await nextBeat()
  beat.decide()
  const closed = share.close()
  t.equal(share.part(), 0)
  await beat.commit()
  t.equal(share.part(), 0)
  const own = beats[1]?.decide()
  t.match(own, { part: 0, spentPart: 0.3, neededPart: 0, expiresAt: clock.now() + storeAheadMs })
  await beats[1]?.fail()
  await closed
  t.equal(lines.length, 1)
  await share.close()
  share.hurry()
  await clock.advance(5000)
  t.equal(beats.length, 2)
  t.equal(clock.pending(), 0)
})
