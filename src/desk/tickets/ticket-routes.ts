import type { DeskRoute } from '../desk-route.ts'

/** The inbox and a ticket's conversation. */
export const ticketRoutes: readonly DeskRoute[] = []
