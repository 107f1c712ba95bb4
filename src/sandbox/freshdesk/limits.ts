import type { Limits, Plan } from './options.ts'

const shared = { perWindowMs: 60_000, otherAppsUse: 0 }

/** The vendor's documented limits per minute and account. Trial has no documented limits of single operations. */
export const planLimits: Record<Plan, Limits> = {
  trial: { ...shared, total: 50, create: null, update: null, listTickets: null, listContacts: null },
  growth: { ...shared, total: 200, create: 80, update: 80, listTickets: 20, listContacts: 20 },
  pro: { ...shared, total: 400, create: 160, update: 160, listTickets: 100, listContacts: 100 },
  enterprise: { ...shared, total: 700, create: 280, update: 280, listTickets: 200, listContacts: 200 },
}
