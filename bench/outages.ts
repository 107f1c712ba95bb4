// What a bad day brings: the help desk is down, refuses our key, answers 429 to everything; hand-offs go on arriving.
// Afterwards everything must be delivered once, without anybody's help.
import { countTickets, createWorld, post, type World, waitUntilDrained } from './world.ts'

export type Trouble = 'down' | 'unauthorized' | 'rate-limit-storm'

export interface OutageOptions {
  trouble: Trouble
  lastsMs: number
  handoffs: number
}

export interface OutageFigures {
  trouble: Trouble
  acknowledged: number
  refusedMeanwhile: number
  lost: number
  duplicates: number
  parked: number
  /** Calls that reached the help desk while it was in trouble: a probe now and then, not a storm. */
  callsMeanwhile: number
  /** From the end of the trouble until nothing was under way. */
  drainSeconds: number
  balanced: boolean
}

const begin = (world: World, options: OutageOptions): (() => void) => {
  const { faults } = world.sandbox
  switch (options.trouble) {
    case 'down':
      faults.down()
      return () => faults.up()
    case 'unauthorized':
      return faults.add({ kind: 'unauthorized' })
    case 'rate-limit-storm':
      return faults.add({ kind: 'rate-limit', retryAfter: 2 })
    default:
      return options.trouble satisfies never
  }
}

export const measureOutage = async (options: OutageOptions): Promise<OutageFigures> => {
  const world = await createWorld({
    sandbox: {
      limits: { total: 1_000_000, create: null, update: null, listTickets: null, listContacts: null },
    },
    settings: {
      perWindow: 1_000_000,
      requestMs: 2000,
      settleMs: 2000,
      probeEveryMs: 1000,
      retryCeilingMs: 5000,
    },
  })
  try {
    const acknowledged = new Set<number>()
    let refused = 0
    const end = begin(world, options)
    const callsBefore = world.sandbox.requests.length
    const pauseMs = options.lastsMs / options.handoffs
    for (let number = 0; number < options.handoffs; number += 1) {
      if ((await post(world.url(), number)) === null) refused += 1
      else acknowledged.add(number)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    const callsMeanwhile = world.sandbox.requests.length - callsBefore
    end()
    const endedAt = performance.now()
    const custody = await waitUntilDrained(world.url, 120_000)
    const count = countTickets(world.sandbox, acknowledged)
    return {
      trouble: options.trouble,
      acknowledged: acknowledged.size,
      refusedMeanwhile: refused,
      lost: count.lost.length,
      duplicates: count.duplicated.length,
      parked: custody.parked,
      callsMeanwhile,
      drainSeconds: (performance.now() - endedAt) / 1000,
      balanced: custody.balanced,
    }
  } finally {
    await world.close()
  }
}
