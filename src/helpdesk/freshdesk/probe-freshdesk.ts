import type { FreshdeskAgent } from '../../../schemas/freshdesk/agent.ts'
import type { CallOptions, ProbeReport, Read } from '../helpdesk.ts'
import { toRead } from '../to-read.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'

const scopes: Record<number, string> = { 1: 'all tickets', 2: 'tickets of own groups', 3: 'own tickets' }

/** Asks who the API key belongs to. Any key may ask this, so a 403 here is a refusal of the key itself. */
export const probeFreshdesk = async (
  client: FreshdeskClient,
  options: CallOptions,
): Promise<Read<ProbeReport>> => {
  const read = toRead(await client.account.me(options), toReport)
  if (read.ok || read.failure.kind !== 'forbidden') return read
  const { status, code } = read.failure
  const message = `The help desk refuses our credentials${code === null ? '' : ` (${code})`}.`
  return { ok: false, failure: { kind: 'credentials', message, status } }
}

const toReport = (agent: FreshdeskAgent): ProbeReport => ({
  agent: {
    id: String(agent.id),
    email: agent.contact?.email ?? null,
    permissions: [agent.type ?? null, scopes[agent.ticket_scope ?? 0] ?? null].filter(
      (text) => text !== null,
    ),
  },
})
