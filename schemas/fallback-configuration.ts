import * as z from 'zod'
import { duration, nameSchema, secret } from './setting-kinds.ts'

/** A help desk's own fallback: another one. */
export const fallbackHelpdeskSchema = z.strictObject({
  helpdesk: nameSchema.describe('The help desk that takes over.'),
  after: duration('30m').describe('How long a hand-off must have been open.'),
})

/** The fallback of all help desks: a mailbox. */
export const fallbackSchema = z.strictObject({
  after: duration('2h').describe('How long a hand-off must have been stuck.'),
  to: z.email().describe('The support mailbox.'),
  from: z.email().describe('The sender address.'),
  smtpUrl: secret.describe('`smtp://user:password@host:587` or `smtps://…`.'),
})
export type FallbackConfig = z.output<typeof fallbackSchema>
