// A program as somebody would write it against the generated types (`relevo.d.ts`, made by the test beside a copy of this file). It is
// checked by the compiler and then run against the service.
import createClient from 'openapi-fetch'
import type { components, paths } from './relevo.d.ts'

type Handoff = components['schemas']['HandoffRequest']

const clientFor = (baseUrl: string, key: string) =>
  createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } })
type Client = ReturnType<typeof clientFor>

const ana: Handoff = {
  user_email: 'ana@example.org',
  conversation_summary: 'Me han cobrado dos veces la factura de mayo.',
  category: 'facturación',
  transcript: [{ from: 'user', text: 'He pagado dos veces.' }],
}

const handOver = (client: Client, body: Handoff, key: string) =>
  client.POST('/v1/handoffs', {
    params: { header: { 'Idempotency-Key': key, Prefer: 'wait=10' } },
    body,
  })

/** Hands over, sends the same again, and something else under the same key. */
export const tryHandoffs = async (baseUrl: string, apiKey: string) => {
  const client = clientFor(baseUrl, apiKey)
  const first = await handOver(client, ana, 'c-1042')
  const repeat = await handOver(client, ana, 'c-1042')
  const other = await handOver(client, { ...ana, conversation_summary: 'Otra cosa.' }, 'c-1042')
  const nobody = await handOver(client, { conversation_summary: 'Hola' }, 'c-1043')
  const id: string = first.data?.handoff_id ?? ''
  const ticket: number | string | undefined = first.data?.ticket?.id

  const shown = await client.GET('/v1/handoffs/{id}', { params: { path: { id } } })
  const missing = await client.GET('/v1/handoffs/{id}', { params: { path: { id: 'ho_none' } } })
  const page = await client.GET('/v1/handoffs', {
    params: { query: { state: ['delivered', 'refused'], limit: 10 } },
  })
  const custody = await client.GET('/v1/custody')
  return {
    id,
    ticket,
    status: first.response.status,
    duplicate: repeat.data?.duplicate,
    sameKey: other.error?.code,
    faults: nobody.error?.errors?.map(({ field, code }) => `${field}: ${code}`),
    summary: shown.data?.handoff?.conversation_summary,
    events: shown.data?.history.map(({ event }) => event),
    missing: missing.error,
    states: page.data?.handoffs.map(({ state }) => state),
    next: page.data?.next,
    custody: custody.data,
  }
}

/** A key of its own for a bot: what it may do, what it may not, and what it can do after its end. */
export const tryKeys = async (baseUrl: string, apiKey: string) => {
  const admin = clientFor(baseUrl, apiKey)
  const made = await admin.POST('/v1/keys', { body: { name: 'bot', scopes: ['handoffs:write'] } })
  const again = await admin.POST('/v1/keys', { body: { name: 'bot', scopes: ['admin'] } })
  if (made.data === undefined) throw new Error(made.error.detail)
  const bot = clientFor(baseUrl, made.data.key)
  const allowed = await bot.POST('/v1/classifications', { body: { text: 'No puedo entrar', language: 'es' } })
  const several = await bot.POST('/v1/classifications', { body: { items: [{ text: 'No puedo entrar' }] } })
  const forbidden = await bot.GET('/v1/custody')
  const revoked = await admin.DELETE('/v1/keys/{id}', { params: { path: { id: made.data.id } } })
  const ended = await bot.POST('/v1/classifications', { body: { text: 'No puedo entrar' } })
  const listed = await admin.GET('/v1/keys')
  return {
    nameTaken: again.error?.code,
    category: allowed.data !== undefined && 'category' in allowed.data ? allowed.data.category : null,
    several: several.data !== undefined && 'items' in several.data ? several.data.items.length : null,
    forbidden: forbidden.error?.code,
    state: revoked.data?.state,
    ended: ended.error?.code,
    listed: listed.data?.keys.map(({ name, state }) => `${name} ${state}`),
  }
}

/** Finds the ticket of a hand-off, and does what a tool of an agent does with it. */
export const tryTickets = async (baseUrl: string, apiKey: string) => {
  const client = clientFor(baseUrl, apiKey)
  const handed = await handOver(client, ana, 'c-2001')
  const path = { id: String(handed.data?.ticket?.id) }
  const found = await client.GET('/v1/tickets', {
    params: { query: { requester_email: 'ana@example.org', status: ['open', 'pending'] } },
  })
  const shown = await client.GET('/v1/tickets/{id}', { params: { path } })
  // As if it had been seen a long time ago.
  const outdated = shown.response.headers.get('etag')?.replace(/\d/, '0') ?? ''
  const latest = await client.GET('/v1/tickets/{id}/latest-message', { params: { path } })

  const reply = () =>
    client.POST('/v1/tickets/{id}/replies', {
      params: { path, header: { 'Idempotency-Key': 'reply-1' } },
      body: { text: 'Lo estamos mirando.' },
    })
  const said = await reply()
  const repeated = await reply()
  const note = await client.POST('/v1/tickets/{id}/notes', {
    params: { path },
    body: { text: 'Ver factura.' },
  })
  const assigned = await client.PUT('/v1/tickets/{id}/assignment', {
    params: { path },
    body: { group: 'Facturación' },
  })
  const changed = await client.PATCH('/v1/tickets/{id}', {
    params: { path, header: { 'If-Match': '*' } },
    body: { priority: 'urgent', add_tags: ['vip'] },
  })
  const stale = await client.PATCH('/v1/tickets/{id}', {
    params: { path, header: { 'If-Match': outdated } },
    body: { subject: 'Otro' },
  })
  const handedOver = await client.POST('/v1/tickets/{id}/handover', {
    params: { path },
    body: { group: 'Facturación', summary: 'Cobro doble en mayo.' },
  })
  const conversation = await client.GET('/v1/tickets/{id}/conversation', { params: { path } })
  const missing = await client.GET('/v1/tickets/{id}', { params: { path: { id: '999999' } } })
  const faulty = await client.PATCH('/v1/tickets/{id}', { params: { path }, body: {} })
  return {
    isFound: found.data?.tickets.map(({ id }) => id).includes(path.id),
    status: shown.data?.status,
    latest: latest.data?.message?.from,
    said: said.response.status,
    repeated: repeated.data?.duplicate,
    sameMessage: said.data?.message_id === repeated.data?.message_id,
    isPrivate: note.data?.private,
    group: assigned.data?.ticket.group_id,
    priority: changed.data?.ticket.priority,
    tagged: changed.data?.ticket.tags.includes('vip'),
    stale: stale.error?.status,
    handedOver: handedOver.data?.group?.name,
    promise: handedOver.data?.promise.text,
    replies: conversation.data?.messages.filter(({ text }) => text.includes('Lo estamos mirando')).length,
    missing: missing.error?.code,
    faulty: faulty.error?.code,
  }
}

/** What the types must not let through. */
export const mistakes = (client: Client) => [
  // @ts-expect-error there is no such path
  () => client.GET('/v1/handoff'),
  // @ts-expect-error a key without a name
  () => client.POST('/v1/keys', { body: { scopes: ['admin'] } }),
  // @ts-expect-error there is no such scope
  () => client.POST('/v1/keys', { body: { name: 'bot', scopes: ['everything'] } }),
  // @ts-expect-error a list is asked for by known states
  () => client.GET('/v1/handoffs', { params: { query: { state: ['lost'] } } }),
  // @ts-expect-error which one?
  () => client.GET('/v1/handoffs/{id}', {}),
  // @ts-expect-error a reply without a text
  () => client.POST('/v1/tickets/{id}/replies', { params: { path: { id: '1' } }, body: { cc: [] } }),
  // @ts-expect-error the count of attempts is a number
  async () => (await client.GET('/v1/handoffs')).data?.handoffs[0]?.attempts.toUpperCase(),
]
