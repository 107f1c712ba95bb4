import type { EventAccount } from '../triage/events/event-accounts.ts'

export interface EventStepsOptions {
  /** The help desk's name in the configuration. */
  name: string
  vendor: EventAccount['vendor']
  publicUrl: string | undefined
  /** Whether the configuration holds the secret already. */
  isConfigured: boolean
}

/** How to let the help desk tell of changes, step by step, for who finds their way in its settings; `docs/triage-events.md` says it at length. */
export const eventSteps = (options: EventStepsOptions): string[] =>
  (options.vendor === 'freshdesk' ? freshdeskSteps(options) : zendeskSteps(options)).map(
    (step, index) => `${index + 1}. ${step}`,
  )

const addressOf = ({ vendor, publicUrl }: EventStepsOptions): string =>
  `${publicUrl?.replace(/\/+$/, '') ?? 'https://<where Relevo is reached from outside>'}/webhooks/${vendor}`

/** The whole entry, too: a help desk that comes from the environment alone has none yet. */
const configurationOf = ({ name, vendor }: EventStepsOptions, variable: string): string => {
  const from = (variableName: string) => `"\${${variableName}}"`
  const account =
    vendor === 'freshdesk'
      ? `domain: ${from('FRESHDESK_DOMAIN')}, apiKey: ${from('FRESHDESK_API_KEY')}`
      : `subdomain: ${from('ZENDESK_SUBDOMAIN')}, email: ${from('ZENDESK_EMAIL')}, apiToken: ${from('ZENDESK_API_TOKEN')}`
  const events = `events: { secrets: [${from(variable)}] }`
  return `${events} in its entry in the file that RELEVO_CONFIG names; where it has none, the whole is helpdesks: { ${name}: { vendor: ${vendor}, ${account}, ${events} } }`
}

const freshdeskSteps = (options: EventStepsOptions): string[] => [
  ...(options.isConfigured
    ? []
    : [
        `Make a secret: node -p "crypto.randomBytes(24).toString('base64url')"`,
        `Configure it, and start Relevo again: ${configurationOf(options, 'FRESHDESK_EVENT_SECRET')}`,
      ]),
  'In Freshdesk: Admin, Workflows, Automations. Make a rule under Ticket creation, and one under Ticket updates for changes of group, type, priority and status that are not made by the agent whose API key Relevo uses.',
  `Give both the action Trigger webhook: POST to ${addressOf(options)}; custom header {"X-Webhook-Secret": "<the secret of helpdesks.${options.name}.events>"}; encoding JSON; content Simple; tick Ticket ID and Triggered event, nothing else.`,
]

const zendeskSteps = (options: EventStepsOptions): string[] => [
  `In Zendesk: Admin Center, Apps and integrations, Webhooks. Create one for a trigger: POST to ${addressOf(options)}, format JSON, no authentication (Zendesk signs each request).`,
  options.isConfigured
    ? `Its signing secret (Reveal secret) must be the one of helpdesks.${options.name}.events.`
    : `Configure its signing secret (Reveal secret), and start Relevo again: ${configurationOf(options, 'ZENDESK_EVENT_SECRET')}`,
  'Under Objects and rules, Business rules, Triggers: create one for tickets that are created or updated and whose current user is not the agent in whose name Relevo works; action Notify active webhook with the body {"ticket_id":"{{ticket.id}}"}.',
]
