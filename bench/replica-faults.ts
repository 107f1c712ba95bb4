// Three replicas over one PostgreSQL, each by a way of its own, under load: one is killed, frozen for longer than its lease and
// let go on, or cut off from the database but not from the help desk; now and then the database itself crashes. Meanwhile the
// help desk loses answers and acts late. What was acknowledged must be delivered exactly once, within the account's limit.
import { type CutProxy, startCutProxy } from '../test/postgres/cut-proxy.ts'
import { type PostgresServer, startPostgres } from '../test/postgres/start-postgres.ts'
import { mostInAnyWindow } from './most-in-any-window.ts'
import { countTickets, createWorld, post, readCustody, type World } from './world.ts'

export type ReplicaFault = 'kill' | 'freeze' | 'cut off' | 'database crash'

export interface ReplicaFaultsOptions {
  rounds: number
  /** In this order, again and again; drawn at random when left out. */
  faults?: ReplicaFault[]
  replicas?: number
  onProgress?: (done: number, fault: ReplicaFault) => void
}

export interface ReplicaFaultFigures {
  rounds: Record<ReplicaFault, number>
  acknowledged: number
  notAcknowledged: number
  delivered: number
  lost: number
  duplicates: number
  parked: number
  balanced: boolean
  /** Answers that the help desk lost or gave late. */
  helpdeskFaults: number
  rateLimited: number
  /** The most credits that the help desk counted in any window, and its limit. */
  mostInWindow: number
  limit: number
  drainSeconds: number
}

const requestMs = 1000
const lateMs = 1500
const leaseMs = 3000
const windowMs = 4000
const limit = 120
const perSecond = 12

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const between = (least: number, most: number) => least + Math.random() * (most - least)

export const measureReplicaFaults = async (options: ReplicaFaultsOptions): Promise<ReplicaFaultFigures> => {
  const { replicas = 3 } = options
  const postgres = await startPostgres()
  const proxies: CutProxy[] = []
  try {
    for (let index = 0; index < replicas; index += 1) {
      proxies.push(await startCutProxy({ host: '127.0.0.1', port: postgres.port }))
    }
    const world = await createWorld({
      replicas,
      databaseUrl: (index) => proxies[index]?.urlFor(postgres.url) ?? postgres.url,
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
      settings: {
        windowMs,
        perWindow: limit,
        requestMs,
        // As in the defaults: settle is longer than the help desk is ever late.
        settleMs: 2000,
        probeEveryMs: 300,
        retryCeilingMs: 2000,
        leaseMs,
      },
    })
    try {
      return await runRounds(options, { world, postgres, proxies })
    } finally {
      for (const child of world.relevos()) child.process.kill('SIGCONT')
      await world.close()
    }
  } finally {
    for (const proxy of proxies) await proxy.close()
    await postgres.close()
  }
}

interface Stage {
  world: World
  postgres: PostgresServer
  proxies: CutProxy[]
}

const runRounds = async (options: ReplicaFaultsOptions, stage: Stage): Promise<ReplicaFaultFigures> => {
  const { world } = stage
  const { faults } = world.sandbox
  faults.add({ kind: 'act-then-drop' }, { method: 'POST', probability: 0.1 })
  faults.add({ kind: 'act-late', ms: lateMs, connection: 'hang' }, { method: 'POST', probability: 0.1 })
  const load = startLoad(world)
  const rounds: ReplicaFaultFigures['rounds'] = { kill: 0, freeze: 0, 'cut off': 0, 'database crash': 0 }
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const fault = options.faults?.[round % options.faults.length] ?? drawFault()
      await wait(between(300, 1500))
      await play(fault, stage)
      rounds[fault] += 1
      options.onProgress?.(round + 1, fault)
    }
  } finally {
    await load.stop()
  }
  faults.clear()
  const drainedFrom = performance.now()
  await untilNothingIsUnderWay(world)
  const drainSeconds = (performance.now() - drainedFrom) / 1000
  // A request that the help desk finishes late could still make a second ticket after the drain.
  await wait(lateMs + 500)
  const custody = await readCustody(world.url())
  const count = countTickets(world.sandbox, load.acknowledged)
  return {
    rounds,
    acknowledged: load.acknowledged.size,
    notAcknowledged: load.posted() - load.acknowledged.size,
    delivered: custody.delivered,
    lost: count.lost.length,
    duplicates: count.duplicated.length,
    parked: custody.parked,
    balanced: custody.balanced,
    helpdeskFaults: world.sandbox.requests.filter((call) => call.fault !== null).length,
    rateLimited: world.sandbox.requests.filter((call) => call.status === 429).length,
    mostInWindow: mostInAnyWindow(world.sandbox.requests, windowMs),
    limit,
    drainSeconds,
  }
}

const drawFault = (): ReplicaFault => {
  const drawn = Math.random()
  if (drawn < 0.35) return 'kill'
  if (drawn < 0.65) return 'freeze'
  return drawn < 0.9 ? 'cut off' : 'database crash'
}

const play = async (fault: ReplicaFault, { world, postgres, proxies }: Stage): Promise<void> => {
  const index = Math.floor(Math.random() * proxies.length)
  switch (fault) {
    case 'kill':
      return world.killAndRestart(index)
    case 'freeze': {
      const { process } = world.relevo(index)
      process.kill('SIGSTOP')
      // Around the lease, and well beyond the time in which the others reconcile.
      await wait(between(leaseMs * 0.8, leaseMs * 4))
      process.kill('SIGCONT')
      return
    }
    case 'cut off': {
      const proxy = proxies[index]
      // Half of the time the connections break, half of the time nothing gets through any more.
      if (Math.random() < 0.5) await proxy?.cut()
      else await proxy?.hang()
      await wait(between(leaseMs * 0.8, leaseMs * 4))
      return proxy?.heal()
    }
    case 'database crash':
      return postgres.restart('immediate')
    default:
      return fault satisfies never
  }
}

/** Posts each number to any replica; every second one is repeated elsewhere until it is acknowledged, as a careful sender does. */
const startLoad = (world: World) => {
  const acknowledged = new Set<number>()
  const senders = new Set<Promise<void>>()
  let next = 0
  let running = true
  const anyUrl = () => world.url(Math.floor(Math.random() * world.relevos().length))
  const send = async (number: number) => {
    for (let attempt = 0; attempt < (number % 2 === 0 ? 8 : 1); attempt += 1) {
      if ((await post(anyUrl(), number, AbortSignal.timeout(3000))) !== null) {
        acknowledged.add(number)
        return
      }
      await wait(between(100, 500))
    }
  }
  const ticking = (async () => {
    while (running) {
      const sender = send(next)
      next += 1
      senders.add(sender)
      void sender.finally(() => senders.delete(sender))
      await wait(1000 / perSecond)
    }
  })()
  return {
    acknowledged,
    posted: () => next,
    stop: async () => {
      running = false
      await ticking
      await Promise.all(senders)
    },
  }
}

const longestDrainMs = 240_000

/** A replica that still recovers may not answer yet: any of them tells. */
const untilNothingIsUnderWay = async (world: World): Promise<void> => {
  const deadline = performance.now() + longestDrainMs
  for (let index = 0; ; index = (index + 1) % world.relevos().length) {
    const custody = await readCustody(world.url(index)).catch(() => null)
    if (custody?.underWay === 0) return
    if (performance.now() > deadline) throw new Error(`Not drained in time: ${JSON.stringify(custody)}`)
    await wait(100)
  }
}
