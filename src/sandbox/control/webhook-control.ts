import * as z from 'zod'
import { watchedFields } from '../freshdesk/automations/automation.ts'
import type { FreshdeskSandbox } from '../freshdesk/create-freshdesk-sandbox.ts'
import type { ZendeskSandbox } from '../zendesk/create-zendesk-sandbox.ts'

const common = {
  name: z.string().min(1),
  url: z.url(),
  exceptBy: z.array(z.string()).exactOptional(),
  template: z.string().exactOptional(),
}
const automationSchema = z.strictObject({
  ...common,
  on: z.enum(['create', 'update']),
  watch: z.array(z.enum(watchedFields)).exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  basic: z.strictObject({ user: z.string(), password: z.string() }).exactOptional(),
  escapes: z.boolean().exactOptional(),
})
const webhookSchema = z.strictObject({
  ...common,
  secret: z.string().min(1),
  on: z.array(z.enum(['create', 'update'])).exactOptional(),
})
const faultsSchema = z.strictObject({
  repeat: z.number().min(0).max(1).exactOptional(),
  lose: z.number().min(0).max(1).exactOptional(),
  delayMs: z.number().min(0).exactOptional(),
})

/** Webhooks by the control: `POST` adds one, `DELETE` takes all away; what was sent, and what goes wrong. Null: none of it. */
export const controlWebhooks = (
  sandbox: FreshdeskSandbox | ZendeskSandbox,
  call: string,
  body: unknown,
): object | null => {
  const { webhooks } = sandbox
  switch (call) {
    case 'POST webhooks':
      if (sandbox.vendor === 'freshdesk') sandbox.automations.add(automationSchema.parse(body))
      else sandbox.automations.add(webhookSchema.parse(body))
      return {}
    case 'DELETE webhooks':
      sandbox.automations.clear()
      return {}
    case 'GET webhooks/deliveries':
      // Without headers: they hold secrets.
      return webhooks.deliveries.map(({ headers: _, ...delivery }) => delivery)
    case 'POST webhooks/faults':
      return Object.assign(webhooks.faults, faultsSchema.parse(body))
    default:
      return null
  }
}
