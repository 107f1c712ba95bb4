import type { FreshdeskSandboxOptions } from './freshdesk/options.ts'
import type { ZendeskSandboxOptions } from './zendesk/options.ts'

const firm = {
  agents: [
    { name: 'Relevo', email: 'relevo@sandbox.example' },
    { name: 'Lucía Ortega', email: 'lucia@sandbox.example' },
    { name: 'Martin Keller', email: 'martin@sandbox.example' },
  ],
  groups: [
    { name: 'Billing', agents: ['lucia@sandbox.example'] },
    { name: 'Technical support', agents: ['martin@sandbox.example'] },
    { name: 'Orders', agents: ['lucia@sandbox.example', 'martin@sandbox.example'] },
    { name: 'Sales' },
  ],
} as const
const bots = [{ name: 'Betsur' }, { name: 'Institucional' }] as const

/** A believable account of a firm with two bots: for the demonstration and for trying things out. */
export const exampleAccount = {
  ...firm,
  products: bots,
  fields: {
    custom: [
      { name: 'cf_order_number', label: 'Order number', kind: 'text' },
      { name: 'cf_channel', label: 'Channel', kind: 'dropdown', choices: ['Web', 'WhatsApp', 'Telegram'] },
    ],
  },
} as const satisfies FreshdeskSandboxOptions

/** The same firm at Zendesk, where products are brands. */
export const exampleZendeskAccount = {
  ...firm,
  brands: bots,
  fields: [
    { title: 'Order number', type: 'text' },
    {
      title: 'Channel',
      type: 'tagger',
      options: [
        { name: 'Web', value: 'web' },
        { name: 'WhatsApp', value: 'whatsapp' },
        { name: 'Telegram', value: 'telegram' },
      ],
    },
  ],
} as const satisfies ZendeskSandboxOptions
