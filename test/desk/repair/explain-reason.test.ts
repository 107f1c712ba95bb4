import t from 'tap'
import { explainReason, fieldTitle, type ReasonCode } from '../../../src/desk/repair/explain-reason.ts'
import { groupReasons } from '../../../src/desk/repair/group-reasons.ts'
import { listFields } from '../../../src/desk/repair/list-fields.ts'
import { readCorrection } from '../../../src/desk/repair/read-correction.ts'
import { deskLanguages } from '../../../src/desk/texts/choose-desk-texts.ts'
import { classifyFailure } from '../../../src/helpdesk/classify-failure.ts'
import type { StuckReason } from '../../../src/ledger/stuck.ts'
import { aHandoff } from '../../ledger/new-entry.ts'

const reading = (language: 'en' | 'es') => ({
  words: deskLanguages[language],
  vendorOf: () => 'Freshdesk',
  ruled: new Set(['Legal decides.']),
})
const explain = (why: string | null, state: StuckReason['state'] = 'parked', language: 'en' | 'es' = 'en') =>
  explainReason({ state, helpdesk: 'main', why }, reading(language))

t.test('what a help desk may answer is never shown in the words of the machine alone', async (t) => {
  const answer = (status: number | null, started = true, code: string | null = null) =>
    classifyFailure({
      started,
      status,
      code,
      refusal: { code: 'invalid_value', faults: [], existingId: null },
      retryAfterMs: null,
      now: 0,
    }).failure.message
  const statuses = [200, 302, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 422, 429, 451, 500, 503]
  const cuts = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ECONNRESET', 'UND_ERR_SOCKET', null]
  const messages = [
    ...statuses.map((status) => answer(status)),
    ...cuts.flatMap((code) => [answer(null, true, code), answer(null, false, code)]),
  ]
  for (const message of new Set(messages)) t.not(explain(message, 'waiting').code, 'other', message)
})

t.test('reasons of bridge, ledger and rules have words of their own', async (t) => {
  const codes: [string | null, ReasonCode][] = [
    ['The help desk refuses the request (400) (invalid): product_id, custom_fields.cf_order.', 'wants'],
    ['The help desk refuses the request (422).', 'refuses'],
    ['Workers stopped 10 times while working on it.', 'worker'],
    ['Relevo failed over it. 10 attempts in all; the log has the errors.', 'defect'],
    ['Its stored content cannot be read.', 'unreadable'],
    ['Its source is paused.', 'paused'],
    ['It is too early to tell whether a write took effect.', 'settling'],
    ['Its ticket may be in main already: it does not move to other.', 'stays'],
    ['Legal decides.', 'rule'],
    ['Something else.', 'other'],
    [null, 'none'],
  ]
  for (const [why, code] of codes) t.equal(explain(why).code, code, why ?? 'null')
  const wants = explain('The help desk refuses the request (400): type, custom_fields.cf_order_number.')
  t.equal(wants.text, 'Freshdesk wants: Order number, Type')
  t.same(wants.fields, ['type', 'custom_fields.cf_order_number'])
  t.equal(
    explain('Legal decides.', 'parked', 'es').text,
    'Una regla pide que la vea una persona: Legal decides.',
  )
  t.equal(
    explain('contact_missing, made_up', 'refused').text,
    'There is no way to answer the person. made_up',
  )
  t.equal(fieldTitle('cf_'), 'cf_')
})

t.test('the same reason in other words is one group, with the same key in every language', async (t) => {
  const reason = (why: string, newestAt: number): StuckReason => ({
    ...{ state: 'parked', helpdesk: 'main', count: 2, oldestAt: newestAt - 5 },
    why,
    newestAt,
  })
  const reasons = [
    reason('The help desk refuses the request (400): product_id.', 30),
    reason('Something else.', 20),
    reason('The help desk refuses the request (422) (x): product_id.', 10),
  ]
  const english = groupReasons(reasons, reading('en'))
  t.match(english, [
    { code: 'wants', count: 4, newestAt: 30, oldestAt: 5 },
    { code: 'other', count: 2 },
  ])
  t.same(
    groupReasons(reasons, reading('es')).map(({ key }) => key),
    english.map(({ key }) => key),
  )
})

t.test('fields that are wanted come first, by the names that the account gives them', async (t) => {
  const fields = listFields({ 'Order number': 7, cf_vip: true }, ['ticket.product_id', 'email'], {
    fields: [
      {
        ...{ name: 'cf_order', label: 'Order number', kind: 'number', custom: true, required: true },
        choices: [],
      },
      {
        ...{ name: 'product_id', label: 'Product', kind: 'dropdown', custom: false, required: false },
        choices: ['Shoes'],
      },
    ],
    ...{ types: [], statuses: [], groups: [] },
  })
  t.same(
    fields.map(({ name, label, value, wanted }) => [name, label, value, wanted]),
    [
      ['Order number', 'Order number', '7', true],
      ['product_id', 'Product', '', true],
      ['cf_vip', 'Vip', 'true', false],
    ],
  )
})

t.test('only what a person changed is corrected', async (t) => {
  const handoff = aHandoff({ customFields: { cf_vip: true, cf_list: ['a'] }, tags: ['one'] })
  const form = {
    user_email: 'ana@example.org',
    ...{ user_phone: '', user_name: ' Ana ', conversation_summary: handoff.summary, category: 'access' },
    ...{ priority: '', language: 'en', tags: 'one', 'custom:cf_vip': 'true', 'custom:cf_list': '["a"]' },
  }
  t.same(readCorrection(form, handoff), { ok: true, edit: null, changed: [] })
  t.same(
    readCorrection(
      {
        ...form,
        tags: 'one, two,one',
        category: '',
        'custom:cf_vip': '',
        'new-name': 'cf_x',
        'new-value': ' 1 ',
      },
      handoff,
    ),
    {
      ok: true,
      edit: { category: null, tags: ['one', 'two'], custom_fields: { cf_list: ['a'], cf_x: '1' } },
      changed: ['category', 'tags', 'custom:cf_vip', 'custom:cf_x'],
    },
  )
  const faulty = readCorrection(
    { ...form, user_email: 'x', priority: 'huge', tags: 'y'.repeat(101) },
    handoff,
  )
  t.match(faulty, {
    ok: false,
    faults: [
      { field: 'user_email', code: 'invalid_email' },
      { field: 'priority', code: 'priority' },
      { field: 'tags', code: 'tooLong', message: '100' },
    ],
  })
  t.match(readCorrection({}, handoff), { ok: false })
})
