import type { Test } from 'tap'
import { zendeskSchema } from '../../../schemas/configuration.ts'
import type { ObservedCall } from '../../../src/helpdesk/observed-call.ts'
import { createZendeskHelpdesk } from '../../../src/helpdesk/zendesk/create-zendesk-helpdesk.ts'
import { type Clock, systemClock } from '../../../src/ops/clock.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import type { ZendeskSandboxOptions } from '../../../src/sandbox/zendesk/options.ts'
import { createLogLines } from '../freshdesk/open-test-helpdesk.ts'
import { createPassThroughGovernor } from '../pass-through-governor.ts'

/** An account with a field of every kind. */
export const richAccount = {
  agents: [
    { name: 'Relevo', email: 'relevo@acme.example' },
    { name: 'Ana Ruiz', email: 'ana@acme.example' },
  ],
  groups: [{ name: 'Facturación', agents: ['ana@acme.example'] }, { name: 'Soporte' }],
  brands: [{ name: 'Betsur' }, { name: 'Institucional' }],
  fields: [
    { title: 'Nº de pedido', type: 'text' },
    { title: 'Artículos', type: 'integer' },
    { title: 'VIP', type: 'checkbox' },
    { title: 'Desde', type: 'date' },
    {
      title: 'Canal',
      type: 'tagger',
      options: [
        { name: 'Digital::Web', value: 'canal_web' },
        { name: 'Digital::Otro', value: 'canal_otro' },
        { name: 'Teléfono', value: 'canal_telefono' },
      ],
    },
    {
      title: 'Temas',
      type: 'multiselect',
      options: [
        { name: 'Pagos', value: 'tema_pagos' },
        { name: 'Envíos', value: 'tema_envios' },
      ],
    },
  ],
} as const satisfies ZendeskSandboxOptions

export interface ZendeskTestOptions {
  sandbox?: ZendeskSandboxOptions
  config?: Record<string, unknown>
}

/** A helpdesk in front of a sandbox over a real socket. Closes itself. */
export const openZendeskHelpdesk = async (
  t: Test,
  { sandbox: account = {}, config = {} }: ZendeskTestOptions = {},
) => {
  // Real time, moved on by hand as well.
  let shift = 0
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + shift }
  const later = (ms: number) => {
    shift += ms
  }
  const sandbox = createZendeskSandbox({ clock, agents: richAccount.agents, ...account })
  const served = await serveSandbox({ sandbox })
  const governor = createPassThroughGovernor()
  const observed: ObservedCall[] = []
  const { logger, lines } = createLogLines()
  const helpdesk = createZendeskHelpdesk({
    name: 'main',
    config: zendeskSchema.parse({
      vendor: 'zendesk',
      baseUrl: served.url,
      email: 'relevo@acme.example',
      apiToken: 'sandbox-token',
      timeouts: { connect: '1s', request: '2s' },
      ...config,
    }),
    governor,
    clock,
    logger,
    observe: (call) => observed.push(call),
  })
  t.teardown(async () => {
    await helpdesk.close()
    await served.close()
  })
  const writes = () =>
    sandbox.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)
  const ticket = (id = 1) => {
    const stored = sandbox.account.tickets.get(id)
    if (stored === undefined) throw new Error(`no ticket ${id}`)
    return stored
  }
  const field = (title: string): string => {
    const found = [...sandbox.account.fields.values()].find((each) => each.title === title)
    return String(found?.id)
  }
  const comments = (id = 1) =>
    [...sandbox.account.comments.values()].filter(({ ticketId }) => ticketId === id)
  return { helpdesk, later, sandbox, served, governor, observed, lines, writes, ticket, field, comments }
}
