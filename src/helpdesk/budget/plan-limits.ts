import type { AccountConfig } from '../../../schemas/configuration.ts'
import type { Operation } from '../governor.ts'

/** What an account may do in a window. A missing operation has no limit of its own. */
export interface PlanLimits {
  total: number
  operations: Partial<Record<Operation, number>>
}

const limits = (total: number, create: number, update: number, tickets: number, contacts: number) => ({
  total,
  operations: { create, update, 'list-tickets': tickets, 'list-contacts': contacts },
})

// developers.freshdesk.com/api, "Rate limit", as of 2026-01: calls a minute for the whole account.
const trial: PlanLimits = { total: 50, operations: {} }
const growth = limits(200, 80, 80, 20, 20)
const pro = limits(400, 160, 160, 100, 100)
const enterprise = limits(700, 280, 280, 200, 200)
const addOns = [limits(1000, 400, 400, 300, 300), limits(2000, 800, 800, 400, 400)]

const byPlan = { trial, growth, pro, enterprise }
const known: PlanLimits[] = [trial, growth, pro, enterprise, ...addOns]

// developer.zendesk.com, "Rate limits": calls a minute for the whole account, and ticket updates, which count apart.
const zendesk = (total: number, update = 100): PlanLimits => ({ total, operations: { update } })
const byZendeskPlan = {
  essential: zendesk(10),
  team: zendesk(200),
  professional: zendesk(400),
  enterprise: zendesk(700),
  'enterprise-plus': zendesk(2500),
  'high-volume': zendesk(2500, 300),
} as const
const zendeskKnown: PlanLimits[] = Object.values(byZendeskPlan)

/** The documented limits of a plan. Without a plan: those of the smallest account that there usually is. */
export const limitsOfPlan = (config: Pick<AccountConfig, 'vendor' | 'plan'>): PlanLimits => {
  if (config.vendor === 'zendesk') {
    const plan = Object.entries(byZendeskPlan).find(([name]) => name === config.plan)
    return plan?.[1] ?? byZendeskPlan.team
  }
  return Object.entries(byPlan).find(([name]) => name === config.plan)?.[1] ?? trial
}

/** The documented limits of the plan that has this total, if any: the header names the total alone. */
export const limitsOfTotal = (vendor: AccountConfig['vendor'], total: number): PlanLimits | null => {
  const plans = vendor === 'zendesk' ? zendeskKnown : known
  return plans.find((limits) => limits.total === total) ?? null
}
