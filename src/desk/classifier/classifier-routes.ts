import type { DeskRoute } from '../desk-route.ts'

/** The model in use, its figures, triage's switch. */
export const classifierRoutes: readonly DeskRoute[] = []
