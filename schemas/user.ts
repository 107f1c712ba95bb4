import * as z from 'zod'

/**
 * What people may do on the desk. `agent`: tickets, drafts, replies, and seeing hand-offs. `supervisor`: besides, the repair desk and
 * the classifier. `admin`: besides, the settings. Each may do what those before it may.
 */
export const roleSchema = z.enum(['agent', 'supervisor', 'admin'])
export type Role = z.infer<typeof roleSchema>

/** Whether someone in `role` may do what `least` may. */
export const isAtLeast = (role: Role, least: Role): boolean =>
  roleSchema.options.indexOf(role) >= roleSchema.options.indexOf(least)

export const themeSchema = z.enum(['light', 'dark'])
export type Theme = z.infer<typeof themeSchema>
