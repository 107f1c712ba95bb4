import { commitmentOf, judgeRow, takenByStopped } from '../../../src/helpdesk/share/judge-row.ts'
import type { ShareRow, ShareStore } from '../../../src/helpdesk/share/share-store.ts'
import { type Clock, sleep } from '../../../src/ops/clock.ts'
import type { TestProcess } from './create-test-process.ts'

export interface MemoryShareStore {
  /** The store as that process reaches it. */
  reachedBy(process: TestProcess): ShareStore
  /** Nobody reaches it for so long; what is under way may have been kept. */
  goAway(forMs: number): void
  rows(): ShareRow[]
  /** What all rows that still count take together, at its largest so far. */
  mostTaken(): number
}

// The store's clock is not the processes'.
const aheadMs = 86_400_000
// What a server allows a transaction to stand still before it ends it.
const idleMs = 2000

/** One transaction at a time, each with a way there and back; any of them may be cut anywhere by a fault. */
export const createMemoryShareStore = (clock: Clock, random: () => number): MemoryShareStore => {
  const rows = new Map<string, ShareRow>()
  let line: Promise<unknown> = Promise.resolve()
  let awayUntil = Number.NEGATIVE_INFINITY
  let most = 0

  const isAway = () => clock.now() < awayUntil
  const way = () => sleep(clock, 1 + random() * 8)
  const now = () => clock.now() + aheadMs
  const lost = new Error('The store cannot be reached.')

  const transact = async (process: TestProcess, decide: Parameters<ShareStore['beat']>[0]) => {
    if (process.isDead()) throw lost
    if (!process.isRunning()) {
      await sleep(clock, idleMs)
      throw lost
    }
    const change = decide({ rows: [...rows.values()], now: now() })
    await way()
    // Cut before the commit, or after it: whoever asked cannot tell.
    if ((isAway() || process.isDead()) && random() < 0.5) throw lost
    rows.set(change.own.replica, change.own)
    for (const replica of change.over) rows.delete(replica)
    const counting = [...rows.values()].filter((row) => judgeRow(row, now()) !== 'over')
    most = Math.max(
      most,
      counting
        .map((row) => (judgeRow(row, now()) === 'alive' ? commitmentOf(row) : takenByStopped(row)))
        .reduce((sum, part) => sum + part, 0),
    )
    if (isAway()) throw lost
  }

  return {
    reachedBy: (process) => ({
      beat: async (decide) => {
        const answer = line.then(async () => {
          await way()
          if (isAway()) {
            await sleep(clock, 300)
            throw lost
          }
          await transact(process, decide)
        })
        line = answer.catch(() => {})
        const failure = await answer.then(
          () => null,
          (error: unknown) => error,
        )
        await sleep(process, random() * 4)
        if (failure !== null) throw failure
      },
    }),
    goAway: (forMs) => {
      awayUntil = clock.now() + forMs
    },
    rows: () => [...rows.values()],
    mostTaken: () => most,
  }
}
