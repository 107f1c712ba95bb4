import type { DeskRoute } from '../desk-route.ts'

/** The first page. */
export const overviewRoutes: readonly DeskRoute[] = []
