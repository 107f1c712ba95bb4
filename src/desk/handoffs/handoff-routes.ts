import type { DeskRoute } from '../desk-route.ts'

/** The ledger. */
export const handoffRoutes: readonly DeskRoute[] = []
