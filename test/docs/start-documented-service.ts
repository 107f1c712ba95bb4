import type { Test } from 'tap'
import { parse } from 'yaml'
import { apiKey, helpdeskKey, type Service, secret, startService } from '../start-service.ts'
import { fences } from './fences.ts'

const signingSecrets: Record<string, string> = {
  PARTNER_SIGNING_SECRET: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX',
  SHOP_SIGNING_KEY: 'shop-signing-key-long-enough',
}

export interface DocumentedService extends Service {
  /** What a reader has exported by the time they try a command. */
  env: Record<string, string>
}

/** The service as a reader of the documents has it: the default sources, and those of docs/connect-curl.md. */
export const startDocumentedService = async (t: Test): Promise<DocumentedService> => {
  const written = fences().find(
    ({ file, info }) => file === 'docs/connect-curl.md' && info === 'yaml relevo',
  )?.body
  if (written === undefined) throw new Error('docs/connect-curl.md configures no sources any more.')
  const documented: { sources: Record<string, unknown> } = parse(
    written.replace(/\$\{(\w+)\}/g, (_, name: string) => signingSecrets[name] ?? ''),
  )
  const byDefault = { authentication: { kind: 'secret', secrets: [secret] } }
  const dataDir = t.testdir()
  const service = await startService(t, {
    dataDir,
    sandbox: { groups: [{ name: 'Billing' }] },
    config: {
      sources: { botpress: byDefault, zapier: byDefault, generic: byDefault, ...documented.sources },
    },
  })
  const key = await service.dependencies.access.keys.create({
    name: 'reader of the documents',
    scopes: ['handoffs:write', 'tickets:read', 'tickets:write'],
    rate: null,
    expiresAt: null,
    by: 'cli:docs',
  })
  if (key.kind !== 'created') throw new Error('There is no key to try the documents with.')
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: dataDir,
    BASE: service.url,
    RELEVO_DATA_DIR: dataDir,
    RELEVO_WEBHOOK_SECRET: secret,
    RELEVO_API_KEY: apiKey,
    RELEVO_KEY: key.secret,
    TICKET: await openTicket(service),
    ...signingSecrets,
  }
  return { ...service, env }
}

/** A ticket of the reader's own, as it stands in their help desk. */
const openTicket = async ({ sandboxUrl }: Service): Promise<string> => {
  const answer = await fetch(`${sandboxUrl}/api/v2/tickets`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${helpdeskKey}:X`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      email: 'reader@example.com',
      subject: 'Invoice of May',
      description: 'I paid twice.',
      status: 2,
      priority: 1,
    }),
  })
  const ticket: unknown = await answer.json()
  if (typeof ticket !== 'object' || ticket === null || !('id' in ticket))
    throw new Error(`No ticket could be opened: ${answer.status}`)
  return String(ticket.id)
}
