import type { FreshdeskSandboxOptions } from './freshdesk/options.ts'

/** A believable account of a firm with two bots: for the demonstration and for trying things out. */
export const exampleAccount = {
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
  products: [{ name: 'Betsur' }, { name: 'Institucional' }],
  fields: {
    custom: [
      { name: 'cf_order_number', label: 'Order number', kind: 'text' },
      { name: 'cf_channel', label: 'Channel', kind: 'dropdown', choices: ['Web', 'WhatsApp', 'Telegram'] },
    ],
  },
} as const satisfies FreshdeskSandboxOptions
