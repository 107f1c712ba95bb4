import type { HelpdeskConfig } from '../../../schemas/configuration.ts'
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

/** The documented limits of a plan. Without a plan: those of a trial account, the smallest there is. */
export const limitsOfPlan = (plan: HelpdeskConfig['plan']): PlanLimits => (plan ? byPlan[plan] : trial)

/** The documented limits of the plan that has this total, if any: the header names the total alone. */
export const limitsOfTotal = (total: number): PlanLimits | null =>
  known.find((limits) => limits.total === total) ?? null
