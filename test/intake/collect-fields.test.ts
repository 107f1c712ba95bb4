import t from 'tap'
import { findFieldName, foldName } from '../../schemas/handoff-fields.ts'
import { collectFields } from '../../src/intake/collect-fields.ts'
import { isContainer } from '../../src/intake/is-container.ts'

const valuesOf = (body: Record<string, unknown>, mapping: Record<string, string> = {}) => {
  const { found, rest } = collectFields(body, mapping)
  return {
    found: Object.fromEntries([...found].map(([field, candidate]) => [field, candidate.value])),
    rest,
  }
}

t.test('names are known without case, accents and separators', (t) => {
  for (const name of [
    'user_email',
    'userEmail',
    'User Email',
    'USER-EMAIL',
    'Correo Electrónico',
    'Correo',
  ]) {
    t.equal(findFieldName(name)?.field, 'email', name)
  }
  for (const name of ['Teléfono', 'phoneNumber', 'user_phone'])
    t.equal(findFieldName(name)?.field, 'phone', name)
  for (const name of ['constructor', '__proto__', 'toString', '', 'pais'])
    t.equal(findFieldName(name), undefined, name)
  t.equal(foldName('Transcripción_Completa'), 'transcripcioncompleta')
  t.ok(isContainer('Event'))
  t.notOk(isContainer('email'))
  t.end()
})

t.test('known names are found inside of objects, and the rest of these is kept', (t) => {
  t.same(
    valuesOf({
      requester: { email: 'a@b.co', vip: true },
      event: {
        botId: 'b',
        conversationId: 'c',
        tags: { user: { 'webchat:email': 'x@y.zz' } },
        direction: 'incoming',
      },
      conversation: { SummaryAgent: { summary: 's', transcript: 't' } },
    }),
    {
      found: { email: 'a@b.co', bot: 'b', conversationId: 'c', summary: 's', transcript: 't' },
      rest: {
        requester: { vip: true },
        event: { direction: 'incoming', tags: { user: { 'webchat:email': 'x@y.zz' } } },
      },
    },
  )
  t.end()
})

t.test('a conversation that is no object is the transcript', (t) => {
  t.same(valuesOf({ conversation: 'User: Hi' }).found, { transcript: 'User: Hi' })
  t.end()
})

t.test('the best name of a field counts, another value is kept, an equal one is not', (t) => {
  t.same(valuesOf({ mail: 'c', user_email: 'a', email: 'b', correo: 'a' }), {
    found: { email: 'a' },
    rest: { mail: 'c', email: 'b' },
  })
  t.end()
})

t.test('what says nothing does not hide a lesser name', (t) => {
  t.same(valuesOf({ user_email: '{{workflow.email}}', email: null, correo: 'a@b.co' }), {
    found: { email: 'a@b.co' },
    rest: {},
  })
  t.end()
})

t.test("the source's own mapping comes first, and dots reach into objects", (t) => {
  const body = {
    contacto_web: { correo_cliente: 'a@b.co', web: 'x' },
    user_email: 'other@b.co',
    pais: 'AR',
    n: 7,
    m: 8,
  }
  const mapping = {
    'contacto_web.correo_cliente': 'user_email',
    pais: 'extra.Country',
    n: 'custom_fields.cf_number',
    m: 'custom_fields.cf_more',
    absent: 'user_name',
  }
  t.same(valuesOf(body, mapping), {
    found: { email: 'a@b.co', customFields: { cf_number: 7, cf_more: 8 } },
    rest: { contacto_web: { web: 'x' }, user_email: 'other@b.co', Country: 'AR' },
  })
  t.end()
})
