import type { DeskRoute } from '../desk-route.ts'

/** Drafts and what is sent, as parts of a ticket's page. */
export const draftRoutes: readonly DeskRoute[] = []
