import { classifierRoutes } from './classifier/classifier-routes.ts'
import type { DeskRoute } from './desk-route.ts'
import { draftRoutes } from './drafts/draft-routes.ts'
import { handoffRoutes } from './handoffs/handoff-routes.ts'
import { overviewRoutes } from './overview/overview-routes.ts'
import { repairRoutes } from './repair/repair-routes.ts'
import { settingRoutes } from './settings/setting-routes.ts'
import { ticketRoutes } from './tickets/ticket-routes.ts'
import { userRoutes } from './users/user-routes.ts'

/** Every page of the desk but those of signing in. */
export const deskRoutes: readonly DeskRoute[] = [
  ...overviewRoutes,
  ...handoffRoutes,
  ...repairRoutes,
  ...ticketRoutes,
  ...draftRoutes,
  ...classifierRoutes,
  ...settingRoutes,
  ...userRoutes,
]
