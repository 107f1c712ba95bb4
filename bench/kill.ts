// kill -9 at random moments, under load, while the help desk loses answers and acts late: what was acknowledged must be
// delivered exactly once. Counted in the help desk, by what the hand-offs say.
import { countTickets, createWorld, post, readCustody, waitUntilDrained } from './world.ts'

export interface KillOptions {
  restarts: number
  /** Chance of each: the work is done and the answer is lost, and the work is done after we stopped waiting. */
  actThenDrop: number
  actLate: number
  betweenKillsMs: [number, number]
  onProgress?: (done: number) => void
}

export interface KillFigures {
  restarts: number
  acknowledged: number
  delivered: number
  lost: number
  duplicates: number
  parked: number
  balanced: boolean
  lostAnswers: number
}

const requestMs = 1000
const lateMs = 1500
const mostWaitMs = 10_000

export const measureKills = async (options: KillOptions): Promise<KillFigures> => {
  const world = await createWorld({
    sandbox: {
      limits: { total: 1_000_000, create: null, update: null, listTickets: null, listContacts: null },
    },
    settings: {
      perWindow: 1_000_000,
      requestMs,
      // As in the defaults: settle is longer than the help desk is ever late.
      settleMs: 2000,
      probeEveryMs: 300,
      retryCeilingMs: 2000,
    },
  })
  const { faults } = world.sandbox
  faults.add({ kind: 'act-then-drop' }, { method: 'POST', probability: options.actThenDrop })
  faults.add(
    { kind: 'act-late', ms: lateMs, connection: 'hang' },
    { method: 'POST', probability: options.actLate },
  )
  const acknowledged = new Set<number>()
  const load = createLoad(world.url, acknowledged)
  try {
    load.start()
    for (let restart = 0; restart < options.restarts; restart += 1) {
      const [least, most] = options.betweenKillsMs
      const before = acknowledged.size
      await new Promise((resolve) => setTimeout(resolve, least + Math.random() * (most - least)))
      // On a busy machine a service needs longer to be up; killed before it took anything, it proves nothing.
      for (let waited = 0; acknowledged.size === before && waited < mostWaitMs; waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50))
      await world.killAndRestart()
      options.onProgress?.(restart + 1)
    }
    await load.stop()
    faults.clear()
    await waitUntilDrained(world.url, 120_000)
    // A request that the help desk finishes late could still make a second ticket after the drain.
    await new Promise((resolve) => setTimeout(resolve, lateMs + 500))
    const custody = await readCustody(world.url())
    const count = countTickets(world.sandbox, acknowledged)
    return {
      restarts: options.restarts,
      acknowledged: acknowledged.size,
      delivered: custody.delivered,
      lost: count.lost.length,
      duplicates: count.duplicated.length,
      parked: custody.parked,
      balanced: custody.balanced,
      lostAnswers: world.sandbox.requests.filter((call) => call.fault !== null).length,
    }
  } finally {
    await load.stop()
    await world.close()
  }
}

/** Posts without a pause, four at a time, each number once; the sender of an unacknowledged one does not repeat it. */
const createLoad = (url: () => string, acknowledged: Set<number>) => {
  let next = 0
  let running = false
  let senders: Promise<void>[] = []
  const send = async () => {
    while (running) {
      const number = next
      next += 1
      if ((await post(url(), number)) !== null) acknowledged.add(number)
      // About 100 a second in all: enough to be mid-commit and mid-delivery at any kill.
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
  }
  return {
    start: () => {
      running = true
      senders = Array.from({ length: 4 }, send)
    },
    stop: async () => {
      running = false
      await Promise.all(senders)
    },
  }
}
