import type { Test } from 'tap'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { FreshdeskSandboxOptions } from '../../src/sandbox/freshdesk/options.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import type { ZendeskSandboxOptions } from '../../src/sandbox/zendesk/options.ts'
import { freshdeskSettings, type HelpdeskSettings, zendeskSettings } from './sandbox-settings.ts'

/** An account in a sandbox behind a real socket, and how Relevo is connected to it. */
export interface SandboxAccount {
  settings: HelpdeskSettings
  /** What carries a hand-off's reference: tickets, and what was added to them. */
  effectsOf(id: string): unknown[]
}

export const serveFreshdesk = async (t: Test, options: FreshdeskSandboxOptions = {}) => {
  const sandbox = createFreshdeskSandbox({
    groups: [{ name: 'Soporte' }],
    limits: {
      total: 100_000,
      create: null,
      update: null,
      listTickets: null,
      listContacts: null,
      perWindowMs: 2_000,
    },
    ...options,
  })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const { tickets, conversations } = sandbox.account
  return {
    sandbox,
    settings: freshdeskSettings(served.url),
    url: served.url,
    effectsOf: (id: string) => [
      ...[...tickets.values()].filter(({ descriptionText }) => descriptionText.includes(id)),
      ...[...conversations.values()].filter((entry) => JSON.stringify(entry).includes(id)),
    ],
  }
}

export const serveZendesk = async (t: Test, options: ZendeskSandboxOptions = {}) => {
  const sandbox = createZendeskSandbox({
    groups: [{ name: 'Soporte' }],
    limits: { total: 100_000, updates: null, users: null, perWindowMs: 2_000 },
    ...options,
  })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const { comments } = sandbox.account
  return {
    sandbox,
    settings: zendeskSettings(served.url),
    url: served.url,
    // A ticket's first comment is its text.
    effectsOf: (id: string) => [...comments.values()].filter(({ htmlBody }) => htmlBody.includes(id)),
  }
}
