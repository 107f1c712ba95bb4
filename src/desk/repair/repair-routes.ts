import type { DeskRoute } from '../desk-route.ts'

/** What needs a person. */
export const repairRoutes: readonly DeskRoute[] = []
