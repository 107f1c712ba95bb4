// How fast a backlog of hand-offs drains against a rate limit: the permitted rate is the physical limit, so the base line
// is limit / window. Calls are counted by the help desk, not by us.
import { createWorld, post, waitUntilDrained } from './world.ts'

export interface DrainOptions {
  handoffs: number
  limit: number
  windowMs: number
}

export interface DrainFigures {
  seconds: number
  permittedPerSecond: number
  achievedPerSecond: number
  /** achieved / permitted */
  utilisation: number
  calls: number
  callsPerTicket: number
  rateLimited: number
  rateLimitedShare: number
  tickets: number
}

export const measureDrain = async (options: DrainOptions): Promise<DrainFigures> => {
  const world = await createWorld({
    sandbox: {
      limits: {
        total: options.limit,
        perWindowMs: options.windowMs,
        create: null,
        update: null,
        listTickets: null,
        listContacts: null,
      },
    },
    settings: { windowMs: options.windowMs, perWindow: options.limit },
  })
  try {
    // The backlog arrives while the help desk is away, so that the drain starts with all of it waiting.
    world.sandbox.faults.down()
    const numbers = Array.from({ length: options.handoffs }, (_, index) => index)
    for (let at = 0; at < numbers.length; at += 50)
      await Promise.all(numbers.slice(at, at + 50).map((number) => post(world.url(), number)))
    world.sandbox.faults.up()
    const custody = await waitUntilDrained(
      world.url,
      (options.handoffs / options.limit) * options.windowMs * 2 + 90_000,
    )
    const creates = world.sandbox.requests.filter(
      (call) => call.method === 'POST' && call.path === '/tickets' && call.status === 201,
    )
    const first = creates[0]?.at ?? Number.NaN
    const last = creates.at(-1)?.at ?? Number.NaN
    const seconds = (last - first) / 1000
    const permittedPerSecond = (options.limit / options.windowMs) * 1000
    // Fence posts: the n tickets span n - 1 intervals.
    const achievedPerSecond = (creates.length - 1) / seconds
    const answered = world.sandbox.requests.filter((call) => call.status !== null)
    const rateLimited = answered.filter((call) => call.status === 429).length
    return {
      seconds,
      permittedPerSecond,
      achievedPerSecond,
      utilisation: achievedPerSecond / permittedPerSecond,
      calls: answered.length,
      callsPerTicket: answered.length / custody.delivered,
      rateLimited,
      rateLimitedShare: rateLimited / answered.length,
      tickets: world.sandbox.account.tickets.size,
    }
  } finally {
    await world.close()
  }
}
