import t from 'tap'
import { sourceSchema } from '../../schemas/configuration.ts'
import { buildIntake, secret, sourceWith } from './build-intake.ts'

const headers = { 'x-webhook-secret': secret, 'content-type': 'application/json' }

t.test('an escalation from an Execute Code card becomes a hand-off', async (t) => {
  const { app, ledger } = await buildIntake(t)
  const payload = {
    botId: '6f1f2e0c-0000-4000-8000-000000000000',
    integration: 'webchat',
    conversationId: 'conv_01HZX',
    messageId: 'msg_01HZX',
    userId: 'user_01HZX',
    email: 'ann@ex.org',
    name: null,
    summary: 'Refund asked',
    transcript: 'User: I want my money back\nBot: I will call somebody',
    language: 'en',
    tags: { 'webchat:id': 'w-1' },
    createdOn: '2026-05-01T10:00:00.000Z',
  }
  const answer = await app.inject({
    method: 'POST',
    url: '/webhooks/botpress',
    headers: { ...headers, 'idempotency-key': 'msg_01HZX' },
    payload,
  })
  t.equal(answer.statusCode, 202)
  t.same(Object.keys(answer.json()), ['ok', 'handoff_id', 'status', 'duplicate', 'ticket', 'acknowledgement'])
  t.same(ledger.puts[0]?.handoff, {
    requester: { email: 'ann@ex.org', phone: null, name: null },
    summary: 'Refund asked',
    category: null,
    subject: null,
    priority: null,
    language: 'en',
    conversationId: 'conv_01HZX',
    messageId: 'msg_01HZX',
    bot: '6f1f2e0c-0000-4000-8000-000000000000',
    channel: 'webchat',
    transcript: [
      { from: 'user', text: 'I want my money back', at: null },
      { from: 'bot', text: 'I will call somebody', at: null },
    ],
    attachments: [],
    customFields: {},
    tags: [],
    callbackUrl: null,
    extra: { userId: 'user_01HZX', tags: { 'webchat:id': 'w-1' }, createdOn: '2026-05-01T10:00:00.000Z' },
  })
  t.equal(ledger.puts[0]?.idempotency.key, 'header:msg_01HZX')
})

t.test('without a header the message id names the delivery', async (t) => {
  const { app, ledger } = await buildIntake(t)
  const payload = { email: 'ann@ex.org', summary: 'x', messageId: 'msg_02' }
  const post = () => app.inject({ method: 'POST', url: '/webhooks/botpress', headers, payload })
  t.equal((await post()).json().duplicate, false)
  t.equal((await post()).json().duplicate, true)
  t.equal(ledger.puts[0]?.idempotency.key, 'field:msg_02')
  t.equal(ledger.puts.length, 1)
})

t.test('the whole event, with variables that nobody set, becomes a hand-off', async (t) => {
  const { app, ledger } = await buildIntake(t)
  const payload = {
    email: '{{workflow.email}}',
    resumen: '{{conversation.SummaryAgent.summary}}',
    telefono: undefined,
    nombre: '',
    event: {
      botId: 'b',
      id: 'e1',
      type: 'text',
      direction: 'incoming',
      integration: 'whatsapp',
      conversationId: 'c1',
      messageId: 'm1',
      userId: 'u1',
      payload: { type: 'text', text: 'Quiero hablar con alguien' },
      preview: 'Quiero hablar con alguien',
      tags: { conversation: { 'whatsapp:userPhone': '5491144445555' }, user: {}, message: {} },
      state: {},
      kb: { included: false, results: [] },
    },
  }
  const answer = await app.inject({ method: 'POST', url: '/webhooks/botpress', headers, payload })
  t.equal(answer.statusCode, 202)
  t.match(ledger.puts[0]?.handoff, {
    requester: { email: null, phone: '5491144445555', name: null },
    summary: 'Quiero hablar con alguien',
    bot: 'b',
    channel: 'whatsapp',
    conversationId: 'c1',
    messageId: 'm1',
  })
  t.same(ledger.puts[0]?.handoff.extra, {
    event: {
      type: 'text',
      direction: 'incoming',
      userId: 'u1',
      payload: { type: 'text' },
      kb: { included: false },
    },
    'event.id': 'e1',
  })
})

t.test(
  "the Chat integration's signal is believed by its own header, and refused for want of a person",
  async (t) => {
    const chat = sourceWith({ authentication: { kind: 'secret', secrets: [secret], header: 'x-secret-key' } })
    const { app, ledger } = await buildIntake(t, { sources: { chat } })
    const answer = await app.inject({
      method: 'POST',
      // It adds a slash to the address it is given.
      url: '/webhooks/chat/',
      headers: { 'x-secret-key': secret },
      payload: {
        type: 'message_created',
        data: {
          id: 'msg_01',
          conversationId: 'conv_01',
          userId: 'user_01',
          payload: { type: 'text', text: 'Hello' },
          createdAt: '2026-05-01T10:00:05.000Z',
          isBot: false,
        },
      },
    })
    t.equal(answer.statusCode, 422)
    t.match(answer.json(), { errors: [{ field: 'user_email', code: 'contact_missing' }] })
    t.match(ledger.puts[0], {
      handoff: { summary: 'Hello', conversationId: 'conv_01', messageId: 'msg_01' },
      refusal: { why: 'contact_missing' },
    })
  },
)

t.test(
  'a v12 template labelled as a form is read as JSON, its escaping undone, its line breaks kept',
  async (t) => {
    const { app, ledger } = await buildIntake(t)
    const answer = await app.inject({
      method: 'POST',
      url: '/webhooks/botpress',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload:
        '{"correo":"ann@ex.org","motivo":"It&#39;s &lt;b&gt;late&lt;/b&gt; &amp;amp;\nplease","nombre":"","threadId":17,"target":"u-9"}',
    })
    t.equal(answer.statusCode, 202)
    t.match(ledger.puts[0]?.handoff, {
      summary: "It's <b>late</b> &amp;\nplease",
      conversationId: '17',
      extra: { target: 'u-9' },
    })
  },
)

t.test('escaping is left alone elsewhere, unless the source says that it arrives escaped', async (t) => {
  const sources = {
    plain: sourceWith(),
    v12: sourceWith({ htmlEscaped: true }),
    raw: sourceWith({ htmlEscaped: false }),
  }
  const { app, ledger } = await buildIntake(t, { sources })
  const payload = '{"correo":"ann@ex.org","motivo":"it&#39;s"}'
  const post = (url: string, type: string) =>
    app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': type }, payload })
  await post('/webhooks/plain', 'application/json')
  await post('/webhooks/v12', 'application/json')
  await post('/webhooks/raw', 'application/x-www-form-urlencoded')
  t.same(
    ledger.puts.map(({ handoff }) => handoff.summary),
    ['it&#39;s', "it's", 'it&#39;s'],
  )
})

t.test('a mapping in the configuration reaches what the bot calls otherwise', async (t) => {
  const betsur = sourceSchema.parse({
    authentication: { kind: 'secret', secrets: [secret] },
    helpdesk: 'second',
    fields: { 'datos.contacto': 'user_email', 'datos.pedido': 'custom_fields.cf_pedido' },
    idempotencyField: 'event.id',
  })
  const { app, ledger } = await buildIntake(t, { sources: { betsur } })
  await app.inject({
    method: 'POST',
    url: '/webhooks/betsur',
    headers,
    payload: { datos: { contacto: 'ann@ex.org', pedido: '48213' }, motivo: 'x', event: { id: 'ev-1' } },
  })
  t.match(ledger.puts[0], {
    helpdesk: 'second',
    handoff: { requester: { email: 'ann@ex.org' }, customFields: { cf_pedido: '48213' } },
    idempotency: { key: 'field:ev-1' },
  })
})
