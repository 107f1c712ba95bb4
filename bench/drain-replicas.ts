// Several replicas drain one backlog through one help desk account: together as fast as the account permits, as one replica
// would, and never faster. Calls are counted by the help desk, not by us.
import pg from 'pg'
import { mostInAnyWindow } from './most-in-any-window.ts'
import { countTickets, createWorld, post, waitUntilDrained } from './world.ts'

export interface DrainReplicasOptions {
  replicas: number
  /** An empty database of PostgreSQL. */
  databaseUrl: string
  handoffs: number
  /** Calls that the account permits in a window. */
  limit: number
  windowMs: number
}

export interface DrainReplicasFigures {
  replicas: number
  /** From the help desk's return to the first ticket, and from there to the last. */
  firstTicketSeconds: number
  seconds: number
  /** Achieved of the permitted rate, from the first ticket to the last. */
  utilisation: number
  /** The same without the first window, in which the replicas agree on who may spend what. */
  laterUtilisation: number
  /** After how long, from the first ticket on, the rest went at 98 % or more; NaN when never. */
  fullAfterSeconds: number
  /** Tickets that each replica made, the most first. */
  shares: number[]
  calls: number
  callsPerTicket: number
  rateLimited: number
  /** The most calls in any window, wherever it begins. */
  mostInAnyWindow: number
  tickets: number
  lost: number
  duplicates: number
  balanced: boolean
}

/** Achieved of permitted from each ticket on; fence posts: n tickets span n - 1 intervals. */
const utilisationFrom = (times: number[], first: number, permittedPerMs: number): number => {
  const [from, to] = [times[first] ?? Number.NaN, times.at(-1) ?? Number.NaN]
  return (times.length - 1 - first) / (to - from) / permittedPerMs
}

const fullAfterMs = (times: number[], permittedPerMs: number): number => {
  // The last fifth would say little: a few tickets are always quick.
  for (let first = 0; first < times.length * 0.8; first += 1) {
    if (utilisationFrom(times, first, permittedPerMs) >= 0.98) {
      return (times[first] ?? Number.NaN) - (times[0] ?? Number.NaN)
    }
  }
  return Number.NaN
}

/** Runs one drain; see `DrainReplicasFigures`. Starts and ends its own processes. */
export const measureDrainReplicas = async (options: DrainReplicasOptions): Promise<DrainReplicasFigures> => {
  const { replicas, databaseUrl, handoffs, limit, windowMs } = options
  const world = await createWorld({
    databaseUrl,
    replicas,
    sandbox: {
      limits: {
        total: limit,
        perWindowMs: windowMs,
        create: null,
        update: null,
        listTickets: null,
        listContacts: null,
      },
    },
    settings: { windowMs, perWindow: limit },
  })
  try {
    // The backlog arrives while the help desk is away, at all replicas in turn, so that the drain starts with all of it waiting.
    world.sandbox.faults.down()
    const numbers = Array.from({ length: handoffs }, (_, index) => index)
    const acknowledged = new Set<number>()
    for (let at = 0; at < numbers.length; at += 50) {
      await Promise.all(
        numbers.slice(at, at + 50).map(async (number) => {
          if ((await post(world.url(number % replicas), number)) !== null) acknowledged.add(number)
        }),
      )
    }
    const upAt = Date.now()
    world.sandbox.faults.up()
    const custody = await waitUntilDrained(world.url, (handoffs / limit) * windowMs * 2 + 90_000)
    const { requests } = world.sandbox
    const answered = requests.filter((call) => call.status !== null)
    const times = requests
      .filter((call) => call.method === 'POST' && call.path === '/tickets' && call.status === 201)
      .map(({ at }) => at)
    const permittedPerMs = limit / windowMs
    const count = countTickets(world.sandbox, acknowledged)
    return {
      replicas,
      firstTicketSeconds: ((times[0] ?? Number.NaN) - upAt) / 1000,
      seconds: ((times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN)) / 1000,
      utilisation: utilisationFrom(times, 0, permittedPerMs),
      laterUtilisation: utilisationFrom(
        times,
        times.findIndex((at) => at >= (times[0] ?? Number.NaN) + windowMs),
        permittedPerMs,
      ),
      fullAfterSeconds: fullAfterMs(times, permittedPerMs) / 1000,
      shares: await deliveredBy(databaseUrl),
      calls: answered.length,
      callsPerTicket: answered.length / custody.delivered,
      rateLimited: answered.filter((call) => call.status === 429).length,
      mostInAnyWindow: mostInAnyWindow(answered, windowMs),
      tickets: count.tickets,
      lost: count.lost.length + (handoffs - acknowledged.size),
      duplicates: count.duplicated.length,
      balanced: custody.balanced,
    }
  } finally {
    await world.close()
  }
}

const deliveredBy = async (databaseUrl: string): Promise<number[]> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ tickets: number }>(
      "select count(*)::integer as tickets from history where event = 'delivered' group by actor order by 1 desc",
    )
    return rows.map(({ tickets }) => tickets)
  } finally {
    await client.end()
  }
}
