import type { DeskRoute } from '../desk-route.ts'

/** What is safe to click. */
export const settingRoutes: readonly DeskRoute[] = []
