import t from 'tap'
import { handoffSchema } from '../../schemas/handoff.ts'
import { parseHandoff } from '../../src/intake/parse-handoff.ts'

const options = { fields: {}, idempotencyField: 'message_id', language: 'en' }
const parse = (body: Record<string, unknown>, more: Partial<typeof options> = {}) =>
  parseHandoff(structuredClone(body), { ...options, ...more })

const handoffOf = (body: Record<string, unknown>, more: Partial<typeof options> = {}) => {
  const parsed = parse(body, more)
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.faults)}`)
  handoffSchema.parse(parsed.handoff)
  return parsed.handoff
}

const faultsOf = (body: Record<string, unknown>) => {
  const parsed = parse(body)
  if (parsed.ok) throw new Error('accepted')
  handoffSchema.parse(parsed.kept)
  return parsed.faults.map(({ field, code }) => `${field}: ${code}`)
}

const enough = { user_email: 'ann@ex.org', conversation_summary: 'Help' }

t.test('every documented field finds its place', (t) => {
  t.same(
    handoffOf({
      user_email: 'Ann@Ex.org',
      user_name: 'Ann',
      user_phone: '+34600112233',
      conversation_summary: 'Help',
      category: 'billing',
      subject: 'Invoice',
      priority: 'high',
      conversation_id: 'c1',
      message_id: 'm1',
      bot: 'betsur',
      channel: 'webchat',
      language: 'es',
      transcript: [{ from: 'user', text: 'Hi', at: '2026-05-01T10:00:00.000Z' }],
      attachments: [{ url: 'https://ex.org/a.png', name: 'a.png' }],
      custom_fields: { cf_order: '12' },
      tags: ['vip'],
      callback_url: 'https://ex.org/done',
      country: 'AR',
    }),
    {
      requester: { email: 'Ann@Ex.org', phone: '+34600112233', name: 'Ann' },
      summary: 'Help',
      category: 'billing',
      subject: 'Invoice',
      priority: 'high',
      language: 'es',
      conversationId: 'c1',
      messageId: 'm1',
      bot: 'betsur',
      channel: 'webchat',
      transcript: [{ from: 'user', text: 'Hi', at: '2026-05-01T10:00:00.000Z' }],
      attachments: [{ url: 'https://ex.org/a.png', name: 'a.png' }],
      customFields: { cf_order: '12' },
      tags: ['vip'],
      callbackUrl: 'https://ex.org/done',
      extra: { country: 'AR' },
    },
  )
  t.end()
})

t.test('the names of the Spanish Zap work', (t) => {
  t.match(
    handoffOf({
      nombre: 'Ana',
      email: 'ana@ex.org',
      motivo: 'No llega',
      categoria: 'Envíos',
      telefono: '600112233',
      prioridad: 'urgente',
    }),
    {
      requester: { email: 'ana@ex.org', phone: '600112233', name: 'Ana' },
      summary: 'No llega',
      category: 'Envíos',
      priority: 'urgent',
    },
  )
  t.match(handoffOf({ correo: 'ana@ex.org', resumen: 'No llega' }), { summary: 'No llega' })
  t.end()
})

t.test('a phone is enough to answer', (t) => {
  t.match(handoffOf({ telefono: 600112233, resumen: 'x' }).requester, { email: null, phone: '600112233' })
  t.end()
})

t.test('something to say is found in the transcript, the subject or the files', (t) => {
  const contact = { user_email: 'ann@ex.org' }
  t.equal(
    handoffOf({ ...contact, transcript: 'User: I need a refund\nBot: Sure' }).summary,
    'I need a refund',
  )
  t.equal(handoffOf({ ...contact, subject: 'Order late' }).summary, 'Order late')
  t.equal(
    handoffOf({ ...contact, adjuntos: 'https://ex.org/a.png' }).summary,
    'No text; see the attached files.',
  )
  t.equal(
    handoffOf({ ...contact, adjuntos: 'https://ex.org/a.png' }, { language: 'es-MX' }).summary,
    'Sin texto; véanse los archivos adjuntos.',
  )
  t.equal(handoffOf({ ...contact, event: { preview: 'Hello?' } }).summary, 'Hello?')
  t.end()
})

t.test('an optional field that cannot be read is kept among the unknown ones, not refused', (t) => {
  const odd = {
    user_name: { first: 'Ann' },
    user_phone: 'none',
    category: ['a', 'b'],
    priority: 'very',
    language: 'Klingon of the north',
    conversation_id: true,
    transcript: 5,
    attachments: ['ftp://ex.org/a'],
    custom_fields: 'none',
    tags: { 'webchat:id': 'x' },
    callback_url: 'javascript:alert(1)',
    subject: { a: 1 },
  }
  const handoff = handoffOf({ ...enough, ...odd })
  t.same(handoff.extra, odd)
  t.match(handoff, {
    requester: { name: null, phone: null },
    category: null,
    subject: null,
    priority: null,
    language: null,
    conversationId: null,
    transcript: [],
    attachments: [],
    customFields: {},
    tags: [],
    callbackUrl: null,
  })
  t.end()
})

t.test('tags and files over the limits are kept among the unknown ones', (t) => {
  const handoff = handoffOf({ ...enough, tags: ['ok', 'x'.repeat(40)], files: ['https://ex.org/a', 'nope'] })
  t.same(handoff.tags, ['ok'])
  t.same(handoff.extra, { tags: ['x'.repeat(40)], files: ['nope'] })
  t.end()
})

t.test('a name is taken from the address when there is no other', (t) => {
  const body = { email: 'Ann Lee <ann@ex.org>', summary: 'x' }
  t.match(handoffOf(body).requester, { email: 'ann@ex.org', name: 'Ann Lee' })
  t.match(handoffOf({ ...body, name: 'Ann' }).requester, { name: 'Ann' })
  t.end()
})

t.test('each fault names the field as the sender wrote it', (t) => {
  t.same(faultsOf({}), ['user_email: contact_missing', 'conversation_summary: nothing_to_say'])
  t.same(faultsOf({ correo: 'ann', motivo: 'x' }), ['correo: invalid_email'])
  t.same(faultsOf({ requester__email: 'ann', motivo: 'x' }), ['requester.email: invalid_email'])
  t.same(faultsOf({ email: { a: 1 }, motivo: 'x' }), ['email: wrong_type'])
  t.same(faultsOf({ email: true, motivo: 'x' }), ['email: wrong_type'])
  t.same(faultsOf({ email: 42, motivo: 'x' }), ['email: invalid_email'])
  t.same(faultsOf({ telefono: '12', motivo: 'x' }), ['telefono: invalid_phone'])
  t.same(faultsOf({ email: 'a@b.co', motivo: { a: 1 } }), ['motivo: wrong_type'])
  t.same(faultsOf({ email: 'a@b.co', resumen: true, transcript: 'User: x' }), ['resumen: wrong_type'])
  t.same(faultsOf({ email: 'a@b.co', transcripcion: 7 }), ['transcripcion: wrong_type'])
  t.same(faultsOf({ email: 'a@b.co', summary: '{{x}}', motivo: '', transcript: [] }), [
    'conversation_summary: nothing_to_say',
  ])
  t.end()
})

t.test('a malformed e-mail is refused although there is a phone, so that the bot asks again', (t) => {
  t.same(faultsOf({ email: 'ann@ex', phone: '600112233', motivo: 'x' }), ['email: invalid_email'])
  t.end()
})

t.test('a refused hand-off keeps all that can be kept, the malformed address too', (t) => {
  const parsed = parse({ email: ' ann@ex ', motivo: 'Help', country: 'AR' })
  t.match(parsed, {
    ok: false,
    kept: { requester: { email: 'ann@ex' }, summary: 'Help', extra: { country: 'AR' } },
  })
  const long = parse({ email: 'x'.repeat(1000), motivo: 'Help' })
  t.equal(long.ok ? 0 : long.kept.requester.email?.length, 254)
  t.end()
})

t.test('more than 200 unknown fields are refused, 200 are kept', (t) => {
  const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, i]))
  t.equal(Object.keys(handoffOf({ ...enough, ...fields(200) }).extra).length, 200)
  t.same(faultsOf({ ...enough, ...fields(201) }), ['f200: too_many_fields'])
  t.end()
})

t.test('the name of a field in a fault is cut', (t) => {
  const name = `e${'_'.repeat(5000)}mail`
  const parsed = parse({ [name]: 'nope', motivo: 'x' })
  t.equal(parsed.ok ? 0 : parsed.faults[0]?.field.length, 100)
  t.end()
})

t.test('the idempotency field is found by its own name, by a path, or by an alias', (t) => {
  t.equal(parse({ ...enough, message_id: 'm' }).named, 'm')
  t.equal(parse({ ...enough, messageId: 7 }).named, '7')
  t.equal(parse({ ...enough, event__messageId: 'm' }).named, 'm')
  t.equal(parse({ ...enough, event: { id: 'e' } }, { idempotencyField: 'event.id' }).named, 'e')
  t.equal(parse({ ...enough, conversationId: 'c' }, { idempotencyField: 'conversation_id' }).named, 'c')
  t.equal(parse({ ...enough, zap_run: 'z' }, { idempotencyField: 'zap_run' }).named, 'z')
  t.equal(parse({ ...enough, zap_run: '{{id}}' }, { idempotencyField: 'zap_run' }).named, null)
  t.equal(parse(enough, { idempotencyField: 'user_email' }).named, 'ann@ex.org')
  t.equal(parse({ correo: 'ann@ex.org', motivo: 'x' }, { idempotencyField: 'user_email' }).named, null)
  t.end()
})
