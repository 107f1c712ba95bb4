import t from 'tap'
import { createIntake } from '../../../src/intake/create-intake.ts'
import { createLogger } from '../../../src/ops/create-logger.ts'
import { TriageUnavailable } from '../../../src/triage/triage-unavailable.ts'
import { secret, sourceWith } from '../../intake/build-intake.ts'
import { configuredAccess } from '../../intake/configured-access.ts'
import { createMemoryLedger } from '../../intake/memory-ledger.ts'
import { accounts, buildEventRoutes, freshdeskSecret, signed, withSecret } from './build-event-routes.ts'

const simple = JSON.stringify({
  freshdesk_webhook: { ticket_id: '11', triggered_event: '{status:{from:Open,to:Pending}}' },
})
const freshdesk = (body: string | Buffer = simple, headers: Record<string, string> = withSecret()) => ({
  method: 'POST' as const,
  url: '/webhooks/freshdesk',
  headers,
  payload: body,
})
const zendesk = (body: string, headers: Record<string, string> = signed(body)) => ({
  method: 'POST' as const,
  url: '/webhooks/zendesk',
  headers,
  payload: body,
})
const told = { toldAt: Date.UTC(2026, 10, 21, 12), changes: [] }

t.test('an event is answered when its hint is stored, and the finder is told', async (t) => {
  const { app, hints, poked, events } = await buildEventRoutes(t)
  const answer = await app.inject(freshdesk())
  t.equal(answer.statusCode, 200)
  t.match(answer.headers['content-type'], /^application\/json/)
  t.same(answer.json(), { ok: true })
  t.same(hints, [
    {
      ...told,
      helpdesk: 'shop',
      ticketId: '11',
      changes: [{ field: 'status', from: 'Open', to: 'Pending' }],
    },
  ])
  t.same(poked, ['shop'])
  t.same(events, [{ kind: 'event', helpdesk: 'shop', outcome: 'taken' }])
  t.equal((await app.inject({ ...freshdesk(), url: '/webhooks/freshdesk/' })).statusCode, 200)
})

t.test('the account is the one whose secret came, whichever way', async (t) => {
  const { app, hints } = await buildEventRoutes(t)
  const outlet = 'a-secret-of-the-rule-of-outlet'
  const ways = [
    withSecret(outlet),
    { authorization: `Bearer ${outlet}` },
    { authorization: `Basic ${Buffer.from(`relevo:${outlet}`).toString('base64')}` },
    withSecret('the-one-before-it'),
  ]
  for (const headers of ways) t.equal((await app.inject(freshdesk(simple, headers))).statusCode, 200)
  t.same(
    hints.map(({ helpdesk }) => helpdesk),
    ['outlet', 'outlet', 'outlet', 'shop'],
  )
})

t.test('Zendesk is believed by its signature', async (t) => {
  const { app, hints, events } = await buildEventRoutes(t)
  const body = '{"ticket_id":"35436"}'
  t.equal((await app.inject(zendesk(body))).statusCode, 200)
  const next = signed(body, { secret: 'and-its-next-one', at: '2026-11-21T12:04:59.5+00:00' })
  t.equal((await app.inject(zendesk(body, next))).statusCode, 200)
  t.same(
    hints.map(({ helpdesk, ticketId }) => `${helpdesk} ${ticketId}`),
    ['acme 35436', 'emca 35436'],
  )
  const user = '{"type":"zen:event-type:user.created","subject":"zen:user:7","detail":{"id":"7"}}'
  t.equal((await app.inject(zendesk(user))).statusCode, 200, 'not about a ticket')
  t.equal(hints.length, 2)
  t.match(events.at(-1), { helpdesk: 'acme', outcome: 'ignored' })
})

t.test('what is not believed is answered 401 and costs the store nothing', async (t) => {
  const { app, asked, events, log } = await buildEventRoutes(t)
  const body = '{"ticket_id":"35436"}'
  const good = signed(body)
  const refused: [string, ReturnType<typeof freshdesk>][] = [
    ['secret_missing', freshdesk(simple, {})],
    ['secret_wrong', freshdesk(simple, withSecret('somebody-else'))],
    ['secret_wrong', freshdesk(simple, withSecret('dGhlIHNpZ25pbmcgc2VjcmV0IG9mIGFjbWU='))],
    ['secret_missing', freshdesk(simple, signed(simple))],
    ['signature_missing', zendesk(body, withSecret())],
    ['signature_missing', zendesk(body, { 'x-zendesk-webhook-signature': 'x' })],
    ['timestamp_invalid', zendesk(body, { ...good, 'x-zendesk-webhook-signature-timestamp': '1763726400' })],
    ['timestamp_too_far', zendesk(body, signed(body, { at: '2026-11-21T12:05:01Z' }))],
    ['timestamp_too_far', zendesk(body, signed(body, { at: '2026-11-21T11:54:59Z' }))],
    ['signature_wrong', zendesk(body, signed(body, { secret: freshdeskSecret }))],
    ['signature_wrong', zendesk('{"ticket_id":"35437"}', good)],
    ['signature_wrong', zendesk(body, { ...good, 'x-zendesk-webhook-signature': 'AAAA' })],
    [
      'signature_wrong',
      zendesk(body, { ...good, 'x-zendesk-webhook-signature-timestamp': '2026-11-21T12:00:01Z' }),
    ],
  ]
  for (const [code, request] of refused) {
    const answer = await app.inject(request)
    t.equal(answer.statusCode, 401, code)
    t.match(answer.json(), { ok: false, code })
    t.equal(answer.headers['www-authenticate'], 'Bearer realm="relevo"')
  }
  t.equal(asked(), 0)
  t.ok(events.every((event) => event.kind === 'event' && event.outcome === 'refused'))
  t.notMatch(log(), 'somebody-else')
})

t.test('a flood of them is slowed, believed events are not', async (t) => {
  const { app, asked, log } = await buildEventRoutes(t)
  const statuses = new Map<number, number>()
  for (let index = 0; index < 200; index += 1) {
    const { statusCode } = await app.inject(freshdesk(simple, withSecret(`guess-${index}`)))
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
  }
  t.same(
    [...statuses],
    [
      [401, 60],
      [429, 140],
    ],
  )
  t.equal(asked(), 0)
  t.equal(log().split('\n').length - 1, 1, 'one line for all')
  t.equal((await app.inject(freshdesk())).statusCode, 200)
})

t.test('an event that cannot be read says what to choose, and none of its text is logged', async (t) => {
  const { app, asked, events, log } = await buildEventRoutes(t)
  const unreadable: [number, string, string][] = [
    [422, 'ticket_id_missing', '{"freshdesk_webhook":{"ticket_subject":"my-own-words"}}'],
    [422, 'ticket_id_missing', ''],
    [415, 'unsupported_media_type', '<ticket_id>11</ticket_id>'],
    [413, 'body_too_large', JSON.stringify({ ticket_id: 11, description: 'my-own-words'.repeat(30_000) })],
  ]
  for (const [status, code, body] of unreadable) {
    const answer = await app.inject(freshdesk(body))
    t.equal(answer.statusCode, status, code)
    t.match(answer.json(), { ok: false, code })
  }
  t.equal(asked(), 0)
  t.same(
    events.map((event) => 'outcome' in event && event.outcome),
    Array(4).fill('unreadable'),
  )
  t.notMatch(log(), 'my-own-words')
  const odd = await app.inject(freshdesk(simple, { ...withSecret(), 'content-type': 'json' }))
  t.equal(odd.statusCode, 200, 'a content type that is none')
})

t.test('a store that is away is answered 503, and so is one that takes too long', async (t) => {
  const away = await buildEventRoutes(t, {
    putHint: async () => {
      throw new TriageUnavailable('SQLITE_FULL', 'Try again.')
    },
  })
  const answer = await away.app.inject(freshdesk())
  t.equal(answer.statusCode, 503)
  t.equal(answer.headers['retry-after'], '10')
  t.match(away.events, [{ outcome: 'unavailable' }])
  t.same(away.poked, [])

  const stored = Promise.withResolvers<void>()
  const slow = await buildEventRoutes(t, { putHint: () => stored.promise })
  const waiting = slow.app.inject(freshdesk())
  while (slow.asked() === 0) await new Promise((resolve) => setImmediate(resolve))
  await slow.clock.advance(5000)
  t.equal((await waiting).statusCode, 503)
  t.same(slow.poked, [])
  stored.resolve()
  await new Promise((resolve) => setImmediate(resolve))
  t.same(slow.poked, ['shop'], 'what is stored late is looked at')
})

t.test('a defect is answered 500', async (t) => {
  const { app } = await buildEventRoutes(t, {
    putHint: async () => {
      throw new TypeError('oops')
    },
  })
  t.equal((await app.inject(freshdesk())).statusCode, 500)
})

t.test('other methods are refused', async (t) => {
  const { app } = await buildEventRoutes(t)
  const answer = await app.inject({ method: 'GET', url: '/webhooks/zendesk' })
  t.equal(answer.statusCode, 405)
  t.equal(answer.headers['allow'], 'POST')
})

t.test('without events a source of a vendor’s name keeps its address', async (t) => {
  const sources = { freshdesk: sourceWith(), zendesk: sourceWith() }
  const only = accounts.filter(({ vendor }) => vendor === 'zendesk')
  const ledger = createMemoryLedger(Date.now)
  const { app } = await buildEventRoutes(t, {
    accounts: only,
    before: async (app, clock) => {
      const rest = { bodyHashWindowMs: 1000, logger: createLogger({ level: 'silent' }), observe: () => {} }
      await app.register(
        createIntake({ ledger, sources, clock, access: configuredAccess([secret]), ...rest }),
      )
    },
  })
  const post = (name: string) =>
    app.inject({
      method: 'POST',
      url: `/webhooks/${name}`,
      headers: { 'x-webhook-secret': secret },
      payload: { user_email: 'ann@example.org', conversation_summary: 'Help.' },
    })
  t.equal((await post('freshdesk')).statusCode, 202)
  t.equal(ledger.puts.length, 1)
  t.equal((await post('zendesk')).json().code, 'signature_missing', 'the events come first')
})
