import * as z from 'zod'
import { assistSchema } from './assist-configuration.ts'
import { authenticationSchema } from './authentication-configuration.ts'
import { classificationShape, llmSchema } from './classification-configuration.ts'
import { attachmentsSchema, deliverySchema } from './delivery-configuration.ts'
import { deskSchema } from './desk-configuration.ts'
import { eventsSchema } from './event-configuration.ts'
import { fallbackHelpdeskSchema, fallbackSchema } from './fallback-configuration.ts'
import { prioritySchema } from './handoff.ts'
import { handoverSchema } from './handover-configuration.ts'
import { duration, nameSchema, secret } from './setting-kinds.ts'
import { triageSchema } from './triage-configuration.ts'

/**
 * The YAML file (`RELEVO_CONFIG`). Keys are camelCase; durations are texts such as `30s` and become milliseconds; sizes
 * are bytes. Every text may hold `${ENV_NAME}`; a key that holds a secret may be written with `File` appended
 * (`apiKeyFile: /run/secrets/key`) to read it from a file. The descriptions here are the configuration reference.
 */
export const sourceSchema = z.strictObject({
  authentication: authenticationSchema,
  helpdesk: nameSchema.default('main').describe('Which help desk its hand-offs go to.'),
  language: z
    .string()
    .optional()
    .describe('Language of the ticket text when the hand-off names none (`es`, `en`).'),
  brand: z.string().optional().describe('Name shown in the ticket, for firms with several bots.'),
  product: z.string().optional().describe('Help desk product by name.'),
  group: z.string().optional().describe('Group for what no category sends elsewhere.'),
  tags: z.array(z.string()).default([]).describe('Tags that every ticket of this source gets.'),
  trustCategory: z
    .boolean()
    .default(true)
    .describe('Take the category that the bot sends, when it is a known one.'),
  idempotencyField: z
    .string()
    .default('message_id')
    .describe('Body field that names a delivery, used when there is no `Idempotency-Key` header.'),
  fields: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      "Your field names → Relevo's, e.g. `correo_cliente: user_email`. Dots reach into objects. Besides Relevo's fields a target may be `custom_fields.<name>`, a field of the help desk, or `extra.<name>`, a line of the ticket's text under that name; any other is a fault.",
    ),
  customFields: z
    .record(z.string(), z.json())
    .default({})
    .describe('Help desk fields that every ticket of this source gets.'),
  htmlEscaped: z
    .boolean()
    .optional()
    .describe(
      'Texts arrive HTML-escaped (`&#39;`), as `{{…}}` of Botpress v12 writes them, and are decoded once. Absent: only when a JSON body is labelled as a form, as v12 does.',
    ),
  rateLimit: z
    .strictObject({
      max: z.int().min(1).default(600).describe('Requests per window.'),
      window: duration('1m').describe('The window.'),
    })
    .prefault({})
    .describe('How many requests this source may make.'),
})
export type Source = z.output<typeof sourceSchema>

/** What every help desk has, whichever vendor's. */
const helpdeskParts = {
  circuit: z
    .strictObject({
      failures: z.int().min(1).default(5).describe('Failures in a row after which calls stop.'),
      probeEvery: duration('15s').describe('How often a shut help desk is probed.'),
    })
    .prefault({})
    .describe('When to stop calling a help desk that does not answer.'),
  concurrency: z.int().min(1).max(64).default(8).describe('Hand-offs delivered at the same time.'),
  fallback: fallbackHelpdeskSchema
    .optional()
    .describe(
      'Another help desk for hand-offs that have been open too long while this one is away or refuses the credentials.',
    ),
}

/** What every help desk has that is called over the network. */
const accountParts = {
  baseUrl: z
    .url()
    .optional()
    .describe('Full address instead of the domain, e.g. for a proxy or the sandbox.'),
  budget: z
    .strictObject({
      share: z
        .number()
        .gt(0)
        .max(1)
        .default(0.8)
        .describe("Part of the account's rate limit that Relevo may use."),
      perWindow: z
        .int()
        .min(1)
        .optional()
        .describe("Calls per window of the account, if the help desk's headers should not decide."),
      window: duration('1m').describe("Length of the rate limit's window."),
      create: z.int().min(1).optional().describe('Ticket creations per window, if not as the plan says.'),
      update: z.int().min(1).optional().describe('Ticket updates per window, if not as the plan says.'),
      list: z.int().min(1).optional().describe('Ticket list calls per window, if not as the plan says.'),
    })
    .prefault({})
    .describe('How much of the shared rate limit Relevo spends.'),
  timeouts: z
    .strictObject({
      connect: duration('5s').describe('Until the connection stands.'),
      request: duration('30s').describe('Until the whole answer is there.'),
    })
    .prefault({})
    .describe('How long a call may take.'),
  events: eventsSchema,
  required: z
    .record(z.string(), z.json())
    .default({})
    .describe('Values for fields that your form requires and no bot sends, by field name or label.'),
  ...helpdeskParts,
}

export const freshdeskSchema = z
  .strictObject({
    vendor: z.literal('freshdesk').describe('Freshdesk.'),
    domain: z.string().optional().describe('`acme` or `acme.freshdesk.com`.'),
    apiKey: secret.describe('API key of the agent in whose name Relevo works.'),
    plan: z
      .enum(['trial', 'growth', 'pro', 'enterprise'])
      .optional()
      .describe('Your plan; sets the limits per operation until Freshdesk tells them.'),
    ...accountParts,
  })
  .refine((helpdesk) => helpdesk.domain !== undefined || helpdesk.baseUrl !== undefined, {
    message: 'Set domain (acme.freshdesk.com) or baseUrl.',
    path: ['domain'],
  })
export type FreshdeskConfig = z.output<typeof freshdeskSchema>

export const zendeskSchema = z
  .strictObject({
    vendor: z.literal('zendesk').describe('Zendesk Support.'),
    subdomain: z.string().optional().describe('`acme` or `acme.zendesk.com`.'),
    email: z.email().describe('E-mail of the agent in whose name Relevo works, an administrator at best.'),
    apiToken: secret.describe('API token of the account (Admin Center: Apps and integrations, APIs).'),
    plan: z
      .enum(['essential', 'team', 'professional', 'enterprise', 'enterprise-plus', 'high-volume'])
      .optional()
      .describe('Your plan; sets the limits until Zendesk tells them.'),
    ...accountParts,
  })
  .refine((helpdesk) => helpdesk.subdomain !== undefined || helpdesk.baseUrl !== undefined, {
    message: 'Set subdomain (acme, of acme.zendesk.com) or baseUrl.',
    path: ['subdomain'],
  })
export type ZendeskConfig = z.output<typeof zendeskSchema>

export const filesSchema = z.strictObject({
  vendor: z.literal('files').describe('A directory of files, for a machine without a network.'),
  dir: z
    .string()
    .min(1)
    .describe('The folder of the tickets, relative to this file; made when its parent folder is there.'),
  agents: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('Name, as it stands over their messages.'),
        email: z.email().describe('E-mail.'),
        groups: z.array(z.string().min(1)).default([]).describe('Groups by name.'),
      }),
    )
    .optional()
    .describe('Who answers tickets; absent: a ticket is given to whatever name is said.'),
  groups: z
    .array(z.string().min(1))
    .optional()
    .describe('Groups besides those of the agents; none at all: any name is taken.'),
  fields: z
    .array(z.string().min(1))
    .optional()
    .describe("Names of a ticket's own fields; absent: any. Others go into the ticket's text."),
  url: z
    .url()
    .optional()
    .describe(
      'Where people see the folder, before the file name in links, e.g. `https://intranet/tickets/`; absent: the path on this machine.',
    ),
  timeouts: z
    .strictObject({ request: duration('15s').describe('Until others who write have left the folder.') })
    .prefault({})
    .describe('How long a call may take.'),
  ...helpdeskParts,
})
export type FilesConfig = z.output<typeof filesSchema>

export const helpdeskSchema = z.discriminatedUnion('vendor', [freshdeskSchema, zendeskSchema, filesSchema])
export type HelpdeskConfig = z.output<typeof helpdeskSchema>
/** Those with an account at a vendor, which has an address, credentials and a rate limit. */
export type AccountConfig = FreshdeskConfig | ZendeskConfig

export const categorySchema = z.strictObject({
  names: z.array(z.string()).default([]).describe('What bots call it; compared without case and accents.'),
  keywords: z
    .array(z.string())
    .default([])
    .describe('Words or phrases that point to it; `*` at the end matches any ending.'),
  patterns: z
    .array(z.string())
    .default([])
    .describe('Regular expressions that point to it (no case, no accents).'),
  type: z.string().optional().describe('Ticket type.'),
  group: z.string().optional().describe('Group by name.'),
  priority: prioritySchema.optional().describe('Priority.'),
  tags: z.array(z.string()).default([]).describe('Tags to add.'),
  customFields: z.record(z.string(), z.json()).default({}).describe('Help desk fields to set.'),
})
export type CategoryConfig = z.output<typeof categorySchema>

export const configurationSchema = z.strictObject({
  language: z
    .string()
    .default('en')
    .describe('Language of ticket texts when neither hand-off nor source names one (`RELEVO_LANGUAGE`).'),
  publicUrl: z.url().optional().describe('Where Relevo is reached from outside; used in links.'),
  server: z
    .strictObject({
      host: z.string().default('127.0.0.1').describe('Address to listen on (`HOST`).'),
      port: z.int().min(0).max(65_535).default(8080).describe('Port to listen on (`PORT`).'),
      bodyLimit: z.int().min(1024).default(1_048_576).describe('Largest request body, in bytes.'),
      requestTimeout: duration('15s').describe('Time for a request to arrive completely.'),
      trustProxy: z
        .boolean()
        .default(false)
        .describe('Believe `X-Forwarded-For`; only behind a proxy of yours.'),
    })
    .prefault({})
    .describe('The HTTP server.'),
  log: z
    .strictObject({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
        .default('info')
        .describe('How much is logged (`LOG_LEVEL`).'),
    })
    .prefault({})
    .describe('Logs.'),
  store: z
    .strictObject({
      dataDir: z.string().default('./data').describe('Folder of the embedded database (`RELEVO_DATA_DIR`).'),
      databaseUrl: secret
        .optional()
        .describe('PostgreSQL address (`DATABASE_URL`); absent: SQLite in the data folder.'),
      connections: z
        .int()
        .min(3)
        .max(500)
        .default(10)
        .describe('Connections to PostgreSQL that each replica may hold.'),
    })
    .prefault({})
    .describe('Where hand-offs are kept.'),
  api: z
    .strictObject({
      keys: z
        .array(secret.min(8))
        .default([])
        .describe('Keys for `/v1` that may do everything (`RELEVO_API_KEY`); others: `relevo keys create`.'),
      rateLimit: z
        .strictObject({
          max: z.int().min(1).default(600).describe('Requests per window.'),
          window: duration('1m').describe('The window.'),
        })
        .prefault({})
        .describe(
          'How many requests each key made by `relevo keys create` may make, unless it has a rate of its own. Each replica counts for itself.',
        ),
    })
    .prefault({})
    .describe('Access for programs and people.'),
  sources: z.record(nameSchema, sourceSchema).default({}).describe('Who may hand over: one entry a bot.'),
  helpdesks: z
    .record(nameSchema, helpdeskSchema)
    .default({})
    .describe('Where tickets are made. `main` comes from the environment when it is not here.'),
  categories: z
    .record(nameSchema, categorySchema)
    .optional()
    .describe('What hand-offs are about; absent: the eight built-in ones.'),
  classification: z
    .strictObject({
      note: z
        .boolean()
        .default(false)
        .describe('Leave a private note on the ticket that says who classified it and why.'),
      ...classificationShape,
    })
    .prefault({})
    .describe('How hand-offs are classified; see [classification](classification.md).'),
  llm: llmSchema
    .optional()
    .describe('A language model. Nothing is sent to it unless something else here says so.'),
  policy: z
    .record(z.string(), z.json())
    .optional()
    .describe(
      'Rules for who gets a hand-off, how urgent it is and what is added; see [policies](policies.md). Checked as strictly as the rest.',
    ),
  policyFile: z
    .string()
    .min(1)
    .optional()
    .describe('A file with those rules instead, relative to this one. References in it are not replaced.'),
  handover: handoverSchema
    .prefault({})
    .describe(
      'What a customer may be promised when a ticket is handed over to a person. What is not set is not promised.',
    ),
  delivery: deliverySchema.prefault({}).describe('How hand-offs reach the help desk.'),
  attachments: attachmentsSchema.prefault({}).describe('Files that hand-offs link to.'),
  triage: triageSchema
    .optional()
    .describe(
      'Tickets that came by other ways: found, understood and, where wanted, filed; see [triage](triage.md). Absent: they are left alone.',
    ),
  desk: deskSchema.prefault({}).describe('The web pages for agents and admins; see [desk](desk.md).'),
  assist: assistSchema.prefault({}).describe('Drafts and technical instructions; see [drafts](drafts.md).'),
  fallback: fallbackSchema
    .optional()
    .describe('A second route, by e-mail, for when the help desk is away too long.'),
  retention: z
    .strictObject({
      payloads: duration('30d').describe(
        'How long after its end the content of a hand-off is kept. Counts and ticket numbers stay.',
      ),
      audit: duration('365d').describe('How long the audit trail is kept.'),
      bodyHashWindow: duration('24h').describe(
        'How long an identical body without any key counts as a repeat.',
      ),
    })
    .prefault({})
    .describe('How long things are kept.'),
})
/** The checked configuration: every default filled in, durations in milliseconds. */
export type Configuration = z.output<typeof configurationSchema>
