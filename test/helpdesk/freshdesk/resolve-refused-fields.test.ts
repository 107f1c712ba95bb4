import t from 'tap'
import { freshdeskTicketFieldListSchema } from '../../../schemas/freshdesk/ticket-field.ts'
import type { AccountField } from '../../../src/helpdesk/fields/account-field.ts'
import { convertToFreshdeskTicket } from '../../../src/helpdesk/freshdesk/convert-to-freshdesk-ticket.ts'
import {
  decideNextAttempt,
  mostRounds,
  namedRounds,
} from '../../../src/helpdesk/freshdesk/decide-next-attempt.ts'
import { parseTicketFields } from '../../../src/helpdesk/freshdesk/parse-ticket-fields.ts'
import { resolveRefusedFields } from '../../../src/helpdesk/freshdesk/resolve-refused-fields.ts'
import type { Failure, FieldFault, TicketDraft } from '../../../src/helpdesk/helpdesk.ts'
import { silentRefusal } from '../../../src/helpdesk/refusal.ts'
import { loadFixture } from './load-fixture.ts'
import { draftOf, fileOf } from './open-test-helpdesk.ts'

const form = parseTicketFields(freshdeskTicketFieldListSchema.parse(loadFixture('ticket-fields')))
const today = '2026-03-02'

const attemptOf = (over: Partial<TicketDraft> = {}, fields: AccountField[] | null = form) =>
  convertToFreshdeskTicket(
    { ...draftOf({ customFields: { cf_channel: 'Web' }, ...over }), company: null },
    {
      fields,
      references: { group: null, agent: null, product: null, company: null },
      required: {},
      today,
      refused: {},
    },
  )

const faultOf = (field: string, code = 'invalid_value', message = ''): FieldFault => ({
  field,
  code,
  message,
})
const contextOf = (over: Partial<TicketDraft> = {}, fields: AccountField[] | null = form) => ({
  requester: draftOf(over).requester,
  fields,
  today,
})

t.test('changes only what is named', async (t) => {
  const attempt = attemptOf({ type: 'Question' })
  const next = resolveRefusedFields(attempt, [faultOf('type')], contextOf())
  const { type: _type, ...rest } = attempt.body
  t.same(next?.body, rest)
  t.match(next?.unmapped, [{ field: 'Type', value: 'Question', why: 'refused' }])
})

t.test('settles several faults in one round', async (t) => {
  const attempt = attemptOf({ type: 'Question', files: [fileOf('a.txt')] })
  const faults = ['type', 'tags[]', 'attachments[]', 'custom_fields.cf_channel'].map((field) =>
    faultOf(field),
  )
  const next = resolveRefusedFields(attempt, faults, contextOf())
  t.match(next?.body, { type: undefined, tags: undefined, custom_fields: { cf_channel: 'Otro' } })
  t.same(next?.files, [])
  t.same(
    next?.unmapped.map(({ field, why }) => `${field} ${why}`),
    ['Type refused', 'tags refused', 'attachments refused', 'Canal refused', 'Canal defaulted'],
  )
})

t.test('names a custom field however the refusal does', async (t) => {
  for (const name of [
    'cf_channel',
    'custom_fields.cf_channel',
    'custom_fields[cf_channel]',
    'ticket.cf_channel',
  ]) {
    const next = resolveRefusedFields(attemptOf(), [faultOf(name)], contextOf())
    t.equal(next?.body.custom_fields?.['cf_channel'], 'Otro', name)
  }
})

t.test('tries one default after the other, and then leaves the field out', async (t) => {
  let attempt = attemptOf({ customFields: {} })
  const tried = [attempt.body.custom_fields?.['cf_channel']]
  for (let round = 0; round < 3; round++) {
    attempt = resolveRefusedFields(attempt, [faultOf('cf_channel')], contextOf()) ?? attempt
    tried.push(attempt.body.custom_fields?.['cf_channel'])
  }
  t.same(tried, ['Otro', 'Web', 'Teléfono', undefined])
  t.same(attempt.refusedDefaults, { cf_channel: ['Otro', 'Web', 'Teléfono'] })
  t.equal(resolveRefusedFields(attempt, [faultOf('cf_channel')], contextOf()), null)
})

t.test('takes the choices that a refusal tells when the form does not', async (t) => {
  const message = "It should be one of these values: 'Alpha,Beta'"
  const attempt = attemptOf({ customFields: { cf_secret: 'x' } }, null)
  const first = resolveRefusedFields(
    attempt,
    [faultOf('cf_secret', 'missing_field', message)],
    contextOf({}, null),
  )
  t.equal(first?.body.custom_fields?.['cf_secret'], 'Alpha')
  const second =
    first &&
    resolveRefusedFields(first, [faultOf('cf_secret', 'missing_field', message)], contextOf({}, null))
  t.equal(second?.body.custom_fields?.['cf_secret'], 'Beta')
  const bare = resolveRefusedFields(
    attemptOf({}, null),
    [faultOf('cf_new', 'missing_field')],
    contextOf({}, null),
  )
  t.equal(bare?.body.custom_fields?.['cf_new'], '-')
  const group = resolveRefusedFields(
    attemptOf({}, null),
    [faultOf('group_id', 'missing_field', "It should be one of these values: '67000578161'")],
    contextOf({}, null),
  )
  t.equal(group?.body.group_id, 67000578161)
  t.equal(
    resolveRefusedFields(attemptOf({}, null), [faultOf('product_id', 'missing_field')], contextOf({}, null)),
    null,
  )
})

t.test('does not write again what may not be written', async (t) => {
  for (const code of ['readonly_field', 'inaccessible_field', 'invalid_field', 'incompatible_field']) {
    const next = resolveRefusedFields(attemptOf(), [faultOf('cf_channel', code)], contextOf())
    t.equal(next?.body.custom_fields, undefined, code)
  }
})

t.test('numbers go to the next one that is offered', async (t) => {
  const pending = attemptOf({ status: 'pending' })
  t.equal(resolveRefusedFields(pending, [faultOf('status')], contextOf())?.body.status, 2)
  const message = "It should be one of these values: '4,8'"
  const offered = resolveRefusedFields(pending, [faultOf('status', 'invalid_value', message)], contextOf())
  t.equal(offered?.body.status, 4)
  t.match(offered?.unmapped, [{ field: 'status', value: 'pending' }])
  let attempt = attemptOf()
  for (const expected of [2, undefined]) {
    attempt = resolveRefusedFields(attempt, [faultOf('source')], contextOf()) ?? attempt
    t.equal(attempt.body.source, expected)
  }
  t.equal(resolveRefusedFields(attempt, [faultOf('source')], contextOf()), null)
  t.same(attempt.unmapped, [], 'a source is not worth a word')
})

t.test('shortens a subject, then gives up on it', async (t) => {
  const message = 'Has 200 characters, it can have maximum of 50 characters'
  let attempt = attemptOf({ subject: 'palabra '.repeat(25) })
  const subjects: (string | undefined)[] = []
  for (const fault of [
    faultOf('subject', 'invalid_value', message),
    faultOf('subject'),
    faultOf('subject'),
    faultOf('subject', 'missing_field'),
  ]) {
    attempt = resolveRefusedFields(attempt, [fault], contextOf()) ?? attempt
    subjects.push(attempt.body.subject)
  }
  t.equal(subjects[0]?.length, 50)
  t.same(subjects.slice(1), ['Chatbot hand-off', undefined, 'Chatbot hand-off'])
  t.same(attempt.unmapped.length, 1)
  t.equal(resolveRefusedFields({ ...attempt, body: {} }, [faultOf('subject')], contextOf()), null)
})

t.test('finds a name for everybody', async (t) => {
  const nameless = attemptOf({ requester: { email: 'a@b.example', phone: null, name: null } })
  const named = resolveRefusedFields(nameless, [faultOf('name', 'missing_field')], contextOf())
  t.equal(named?.body.name, 'Unknown')
  t.equal(named && resolveRefusedFields(named, [faultOf('name')], contextOf()), null)
  const phone = attemptOf({ requester: { email: null, phone: '+34600112233', name: '#1' } })
  t.match(resolveRefusedFields(phone, [faultOf('name')], contextOf())?.body, { name: 'Unknown' })
  const external = resolveRefusedFields(
    phone,
    [faultOf('phone')],
    contextOf({ requester: { email: null, phone: '+34600112233', name: '#1' } }),
  )
  t.match(external?.body, { phone: undefined, unique_external_id: /^relevo-/ })
  t.equal(external && resolveRefusedFields(external, [faultOf('unique_external_id')], contextOf()), null)
  const nobody = attemptOf({ requester: { email: null, phone: null, name: ' ' } })
  t.match(nobody.body, { unique_external_id: /^relevo-/, name: 'Unknown' })
})

t.test('tags go, then our own', async (t) => {
  const attempt = attemptOf()
  const without = resolveRefusedFields(attempt, [faultOf('tags')], contextOf())
  t.match(without, { body: { tags: undefined }, mayTag: true })
  const bare = without && resolveRefusedFields(without, [faultOf('tags')], contextOf())
  t.equal(bare?.mayTag, false)
  t.equal(bare && resolveRefusedFields(bare, [faultOf('tags')], contextOf()), null)
  t.same(attemptOf({ tags: [' a,b ', 'A b', ''] }).body.tags, ['A b'])
  t.equal(attemptOf({ tags: Array.from({ length: 40 }, (_, index) => `t${index}`) }).body.tags?.length, 29)
})

t.test('all custom fields go when they are refused together', async (t) => {
  const next = resolveRefusedFields(attemptOf(), [faultOf('custom_fields')], contextOf())
  t.equal(next?.body.custom_fields, undefined)
  t.match(next?.unmapped, [{ field: 'cf_channel', value: 'Web' }])
  t.equal(next && resolveRefusedFields(next, [faultOf('custom_fields')], contextOf()), null)
})

t.test('a fault without a field changes nothing', async (t) => {
  t.equal(resolveRefusedFields(attemptOf(), [faultOf('')], contextOf()), null)
  t.equal(resolveRefusedFields(attemptOf(), [faultOf('due_by')], contextOf()), null)
})

t.test('the rounds end', async (t) => {
  const invalid: Failure = { kind: 'invalid', message: '', status: 400, faults: [] }
  const decide = (failure: Failure, round: number, faults: FieldFault[] = []) =>
    decideNextAttempt(attemptOf(), { failure, refusal: { ...silentRefusal, faults } }, round, contextOf())
  t.equal(decide(invalid, 1, [faultOf('tags')])?.minimal, false)
  t.equal(decide(invalid, 1, [faultOf('due_by')])?.minimal, true, 'nothing named can be changed')
  t.equal(decide(invalid, namedRounds, [faultOf('tags')])?.minimal, true)
  t.equal(decide(invalid, mostRounds, [faultOf('tags')]), null)
  t.equal(decide({ kind: 'forbidden', message: '', status: 403, code: 'require_feature' }, 1)?.minimal, true)
  const ends: Failure[] = [
    { kind: 'forbidden', message: '', status: 403, code: 'access_denied' },
    { kind: 'held', message: '', retryAt: null },
    { kind: 'rate-limited', message: '', retryAt: 0 },
    { kind: 'credentials', message: '', status: 401 },
    { kind: 'not-found', message: '' },
    { kind: 'gone', message: '' },
    { kind: 'unavailable', message: '', status: null, code: null },
  ]
  for (const failure of ends) t.equal(decide(failure, 1), null, failure.kind)
  t.equal(decide({ kind: 'conflict', message: '' }, 1)?.minimal, true)
})

t.test('the least attempt keeps what the account requires', async (t) => {
  const fields = form.map((field) => (field.key === 'type' ? { ...field, required: true } : field))
  const attempt = attemptOf({ type: 'Question', customFields: { cf_channel: 'Web', pais: 'Chile' } }, fields)
  const next = decideNextAttempt(
    attempt,
    { failure: { kind: 'invalid', message: '', status: 400, faults: [] }, refusal: silentRefusal },
    1,
    contextOf({}, fields),
  )
  t.match(next?.body, { type: 'Question', custom_fields: { cf_channel: 'Web', cf_place: undefined } })
  t.match(next?.unmapped, [{ field: 'País' }, { field: 'tags' }, { field: 'Priority', value: 'high' }])
})
