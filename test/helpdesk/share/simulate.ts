import { freshdeskSchema } from '../../../schemas/configuration.ts'
import type { AccountShare } from '../../../src/helpdesk/account-share.ts'
import { createGovernor } from '../../../src/helpdesk/create-governor.ts'
import type { Governor, Operation } from '../../../src/helpdesk/governor.ts'
import { createLeasedShare } from '../../../src/helpdesk/share/create-leased-share.ts'
import { arrivalMs } from '../../../src/helpdesk/share/judge-row.ts'
import { sleep } from '../../../src/ops/clock.ts'
import { createManualClock } from '../../manual-clock.ts'
import { createLogList, createRandom, isPermit } from '../create-test-governor.ts'
import { type AccountRules, createLimitedAccount } from '../limited-account.ts'
import { createMemoryShareStore } from './create-memory-share-store.ts'
import { createTestProcess, type TestProcess } from './create-test-process.ts'

export interface SimulationPlan {
  account: AccountRules
  config: Record<string, unknown>
  seed?: number
}

export interface Load {
  /** Calls; for ever when left out. */
  calls?: number
  concurrency?: number
  cost?: number
  operation?: Operation
  latencyMs?: { least: number; most: number }
}

export interface Replica {
  name: string
  process: TestProcess
  governor: Governor
  share: AccountShare
  /** Calls that were counted by the help desk, and when. */
  counted: { at: number; cost: number; operation: Operation }[]
  work(load: Load): Promise<void>
  /** Lets no more calls go, and gives the share back. */
  close(): Promise<void>
}

/** Several processes of ours, one store, one help desk account, in simulated time. Deterministic for a seed. */
export const simulate = (plan: SimulationPlan) => {
  const clock = createManualClock(0)
  const random = createRandom(plan.seed ?? 1)
  const { logger, lines } = createLogList()
  const account = createLimitedAccount(plan.account)
  const store = createMemoryShareStore(clock, random)
  const config = freshdeskSchema.parse({
    vendor: 'freshdesk',
    domain: 'acme',
    apiKey: 'key',
    circuit: { failures: 1_000_000 },
    ...plan.config,
  })
  const replicas: Replica[] = []

  const start = (): Replica => {
    const name = `replica ${replicas.length + 1}`
    const process = createTestProcess(clock)
    const windowMs = config.budget.window
    const share = createLeasedShare({
      ...{ helpdesk: 'main', replica: name, store: store.reachedBy(process) },
      ...{ clock: process, logger, random, windowMs },
    })
    const governor = createGovernor({ name: 'main', config, clock: process, logger, random, share })
    const counted: Replica['counted'] = []
    let closed = false

    const deliver = async (load: Load) => {
      const { operation = 'create', cost = 1, latencyMs: { least, most } = { least: 20, most: 60 } } = load
      while (!closed) {
        const permit = await governor.acquire({ lane: 'new', operation, cost })
        if (!isPermit(permit)) {
          await sleep(process, Math.max(1, (permit.held.retryAt ?? clock.now() + 1000) - clock.now()))
          continue
        }
        const latency = least + random() * (most - least)
        // What has left is counted, whatever becomes of the process; an answer may take longer than the way there.
        await sleep(clock, Math.min(latency, arrivalMs) * random())
        const observation = account.call(clock.now(), operation, cost)
        if (observation.status === 200) counted.push({ at: clock.now(), cost, operation })
        await sleep(process, latency * random())
        permit.settle(observation)
        if (observation.status === 200) return
      }
    }

    const replica: Replica = {
      ...{ name, process, governor, share, counted },
      work: async (load) => {
        let left = load.calls ?? Number.POSITIVE_INFINITY
        const worker = async () => {
          while (left-- > 0 && !closed) await deliver(load)
        }
        await Promise.all(Array.from({ length: load.concurrency ?? 8 }, worker))
      },
      close: () => {
        closed = true
        governor.close()
        return share.close()
      },
    }
    replicas.push(replica)
    return replica
  }

  const callAsOthers = (perWindow: number) => {
    account.callByOthers(clock.now())
    clock.after((plan.account.windowMs / perWindow) * (0.5 + random()), () => callAsOthers(perWindow))
  }

  return {
    clock,
    random,
    lines,
    account,
    store,
    replicas,
    start,
    callAsOthers,
    /** All that the help desk counted of ours. */
    counted: () => replicas.flatMap((replica) => replica.counted),
    /** Runs on until `work` is done or time is over; tells whether it was done. */
    finish: async (work: Promise<unknown>, untilMs = 3_600_000) => {
      let done = false
      void work.then(() => {
        done = true
      })
      while (!done && clock.now() < untilMs && (await clock.advanceToNext()));
      return done
    },
  }
}
