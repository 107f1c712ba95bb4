import * as z from 'zod'

/** What an API key may do; `admin` may do everything. */
export const scopeSchema = z
  .enum([
    'handoffs:write',
    'handoffs:read',
    'handoffs:repair',
    'tickets:read',
    'tickets:write',
    'triage:read',
    'triage:write',
    'admin',
  ])
  .describe('What a key may do; `admin` may do everything.')
export type Scope = z.output<typeof scopeSchema>

const timeSchema = z.iso.datetime()
// Characters that nobody sees could make one name look like another, or steer a terminal.
const printable = (length: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(length)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'Use printable characters only.')

/** How a key is called, in lists, in the history of hand-offs and in the audit trail. */
export const keyNameSchema = printable(60)
  .refine((name) => !/^rlv_/i.test(name), { message: 'A name cannot begin like a key (rlv_).' })
  .describe('What it is for, such as `zapier`; no two valid keys have the same name.')

export const keyRateSchema = z
  .int()
  .min(1)
  .max(1_000_000)
  .describe('Requests a minute that it may make; absent: `api.rateLimit`.')

export const newKeySchema = z
  .strictObject({
    name: keyNameSchema,
    scopes: z.array(scopeSchema).min(1).max(scopeSchema.options.length).describe('What it may do.'),
    expires_at: z.iso
      .datetime({ offset: true })
      .nullable()
      .optional()
      .describe('When it ends; absent: never.'),
    rate_per_minute: keyRateSchema.nullable().optional(),
  })
  .describe('A key to be made.')
  .meta({ id: 'NewApiKey' })

const keyShape = {
  id: z.string().describe('The beginning of the key; not secret.'),
  name: z.string().describe('What it is for.'),
  scopes: z.array(scopeSchema).describe('What it may do.'),
  state: z.enum(['active', 'expired', 'revoked']).describe('Only `active` ones are let in.'),
  rate_per_minute: z.int().nullable().describe('Requests a minute that it may make; null: `api.rateLimit`.'),
  created_at: timeSchema,
  created_by: z.string().describe('As in the audit trail: `cli:LOGIN`, or the name of a key.'),
  last_used_at: timeSchema.nullable().describe('To the minute; null: never.'),
  expires_at: timeSchema.nullable().describe('Null: never.'),
  revoked_at: timeSchema.nullable().describe('Null: it was not.'),
  revoked_by: z.string().nullable(),
}

export const apiKeySchema = z
  .strictObject(keyShape)
  .describe('An API key, without what makes it secret.')
  .meta({ id: 'ApiKey' })
export type ApiKeyRecord = z.input<typeof apiKeySchema>

export const createdKeySchema = z
  .strictObject({ key: z.string().describe('The key itself. It is shown this once.'), ...keyShape })
  .describe('A new API key.')
  .meta({ id: 'CreatedApiKey' })

export const keyListSchema = z
  .strictObject({ keys: z.array(apiKeySchema) })
  .describe('All keys that were made, newest first; those of the configuration are not among them.')
  .meta({ id: 'ApiKeyList' })

export const keyIdSchema = z.strictObject({
  id: z
    .string()
    .regex(/^rlv_[0-9a-z]{12}$/, 'Not the id of a key.')
    .describe('The id of the key.'),
})

export const auditOutcomeSchema = z
  .enum(['done', 'refused', 'failed', 'unknown'])
  .describe(
    '`refused`: nothing was changed. `unknown`: the help desk did not say whether it was done (status 504), or Relevo or its store ended before the outcome was written.',
  )

export const auditEntrySchema = z
  .strictObject({
    id: z.string(),
    at: timeSchema,
    who: z
      .string()
      .describe(
        '`key:NAME`, `api` for a key of the configuration, `cli:LOGIN` for a command, `user:EMAIL` for somebody at the desk.',
      ),
    key_id: z.string().nullable().describe('Null for keys of the configuration and for commands.'),
    what: z.string().describe('The operation, by its `operationId`.'),
    subject: z
      .strictObject({
        kind: z.enum(['handoff', 'handoffs', 'ticket', 'key', 'model', 'user', 'source', 'category']),
        id: z.string(),
      })
      .nullable()
      .describe('What it was done to; `handoffs`: several at once, `id` is their number.'),
    outcome: auditOutcomeSchema,
    status: z.int().nullable().describe('The HTTP status; null for commands.'),
    request_id: z.string().nullable().describe('Names the request in the logs; null for commands.'),
  })
  .describe('One write, done or refused. Never what was written.')
  .meta({ id: 'AuditEntry' })
export type AuditEntryRecord = z.input<typeof auditEntrySchema>

export const auditPageSchema = z
  .strictObject({
    entries: z.array(auditEntrySchema),
    next: z.string().nullable().describe('Pass it as `cursor` for the next page; null on the last.'),
  })
  .describe('A page of the audit trail, newest first.')
  .meta({ id: 'AuditPage' })

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => Date.parse(text))

export const auditQuerySchema = z.strictObject({
  who: printable(200)
    .optional()
    .describe('Only by this one: `key:NAME`, `api`, `cli:LOGIN`, `user:EMAIL`, or the id of a key.'),
  what: printable(64).optional().describe('Only this operation, by its `operationId`.'),
  subject: printable(64)
    .optional()
    .describe('Only on the hand-off, ticket, key, user, source or category with this id.'),
  outcome: auditOutcomeSchema.optional(),
  after: moment.optional().describe('At this time or later; ISO 8601, a date or a date with time.'),
  before: moment.optional().describe('Before this time.'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Entries per page.'),
  cursor: z
    .string()
    .regex(/^au_[0-9a-z]{1,40}$/, 'Not a cursor of ours.')
    .optional()
    .describe('`next` of the page before.'),
})
