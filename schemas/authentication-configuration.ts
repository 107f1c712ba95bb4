import * as z from 'zod'
import { duration, secret } from './setting-kinds.ts'

export const authenticationSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z
        .literal('secret')
        .describe(
          'A shared secret in `X-Webhook-Secret`, `Authorization: Bearer` or Basic (as the password).',
        ),
      secrets: z.array(secret.min(8)).min(1).max(2).describe('The secret; two while you rotate it.'),
      header: z.string().default('x-webhook-secret').describe('Header that carries the secret.'),
    }),
    z.strictObject({
      kind: z.literal('standard-webhooks').describe('Signatures as of standardwebhooks.com.'),
      secrets: z
        .array(secret)
        .min(1)
        .max(2)
        .describe('`whsec_…`, or a public key `whpk_…`; two while you rotate it.'),
      tolerance: duration('5m').describe('How far the timestamp may be off, both ways.'),
    }),
    z.strictObject({
      kind: z.literal('hmac').describe('A hex or base64 HMAC of the raw body in a header.'),
      secrets: z.array(secret.min(8)).min(1).max(2).describe('The key; two while you rotate it.'),
      header: z
        .string()
        .default('x-signature')
        .describe('Header that carries the signature; a prefix such as `sha256=` is allowed.'),
      algorithm: z.enum(['sha256', 'sha512']).default('sha256').describe('Hash function.'),
    }),
  ])
  .describe('How requests of this source prove where they come from.')
export type Authentication = z.output<typeof authenticationSchema>
