import type { Operation } from '../../src/helpdesk/governor.ts'
import { sleep } from '../../src/ops/clock.ts'
import { createTestGovernor, isPermit, request } from './create-test-governor.ts'
import { type AccountRules, createLimitedAccount } from './limited-account.ts'

export interface DrainPlan {
  account: AccountRules
  config: Record<string, unknown>
  calls: number
  operation?: Operation
  concurrency?: number
  latencyMs?: { least: number; most: number }
  /** Calls a window by others, evenly or all at once, for ever or until they stop. */
  others?: { perWindow: number; atOnce?: boolean; stopMs?: number }
  /** Ends the drain unfinished. */
  untilMs?: number
  seed?: number
}

/** Delivers a backlog through a governor against a limited account, in simulated time, and tells how that went. */
export const drain = async (plan: DrainPlan) => {
  const { account: rules, operation = 'create', concurrency = 8, others, untilMs = 3_600_000 } = plan
  const { least, most } = plan.latencyMs ?? { least: 20, most: 60 }
  const { clock, governor, lines, random } = createTestGovernor(plan.config, plan.seed ?? 1)
  const account = createLimitedAccount(rules)
  const sentAt: number[] = []
  let started = 0
  let lastAt = 0

  const deliver = async () => {
    for (;;) {
      const permit = await governor.acquire(request({ operation }))
      if (!isPermit(permit)) {
        await sleep(clock, Math.max(1, (permit.held.retryAt ?? 0) - clock.now()))
        continue
      }
      const latency = least + random() * (most - least)
      const wayThere = latency * random()
      sentAt.push(clock.now())
      await sleep(clock, wayThere)
      const observation = account.call(clock.now(), operation)
      await sleep(clock, latency - wayThere)
      permit.settle(observation)
      if (observation.status !== 200) continue
      lastAt = clock.now()
      return
    }
  }
  const work = async () => {
    while (started++ < plan.calls) await deliver()
  }
  let finished = false
  const callAsOthers = (perWindow: number, atOnce: boolean) => {
    if (finished || clock.now() >= (others?.stopMs ?? Number.POSITIVE_INFINITY)) return
    const times = atOnce ? perWindow : 1
    for (let time = 0; time < times; time++) account.callByOthers(clock.now())
    const gap = atOnce ? rules.windowMs : (rules.windowMs / perWindow) * (0.5 + random())
    clock.after(gap, () => callAsOthers(perWindow, atOnce))
  }
  if (others) clock.after(rules.windowMs / 2, () => callAsOthers(others.perWindow, others.atOnce ?? false))

  void Promise.all(Array.from({ length: concurrency }, work)).then(() => {
    finished = true
  })
  while (!finished && clock.now() < untilMs && (await clock.advanceToNext()));
  const share = helpdeskShare(plan.config)
  const idealMs = (plan.calls / (share * rules.total)) * rules.windowMs
  const report = governor.report()
  governor.close()
  return { ...account.tally, finished, lastAt, sentAt, utilisation: idealMs / lastAt, report, lines }
}

const helpdeskShare = (config: Record<string, unknown>): number => {
  const { budget } = config
  return typeof budget === 'object' && budget !== null && 'share' in budget ? Number(budget.share) : 0.8
}
