import t from 'tap'
import { freshdeskTicketFieldListSchema } from '../../../schemas/freshdesk/ticket-field.ts'
import { convertToFieldSchema } from '../../../src/helpdesk/freshdesk/convert-to-field-schema.ts'
import { parseChoices, parseChoiceTree } from '../../../src/helpdesk/freshdesk/parse-choices.ts'
import { parseTicketFields } from '../../../src/helpdesk/freshdesk/parse-ticket-fields.ts'
import { loadFixture } from './load-fixture.ts'

const parse = (fixture: string) =>
  parseTicketFields(freshdeskTicketFieldListSchema.parse(loadFixture(fixture)))

t.test('reads the form as the documents have it', async (t) => {
  const fields = parse('ticket-fields')
  const byKey = new Map(fields.map((field) => [field.key, field]))
  t.same(byKey.get('status')?.choices.find((choice) => choice.value === 8)?.labels, [
    'Con proveedor',
    'En curso',
  ])
  t.same(byKey.get('group_id')?.choices[0], { value: 67000578161, labels: ['Facturación'] })
  t.same(byKey.get('type')?.choices[1], { value: 'Incident', labels: ['Incident'] })
  t.same(byKey.get('product_id')?.choices, [])
  t.same(byKey.get('cf_order_number_1')?.names, [
    'Nº de pedido',
    'Pedido',
    'cf_order_number_1',
    'order_number_1',
  ])
  t.equal(byKey.get('cf_channel')?.required, true)
  t.same(
    byKey.get('cf_place')?.levels.map((level) => level.key),
    ['cf_place', 'cf_city', 'cf_district'],
  )
  t.match(byKey.get('cf_website'), { kind: 'other', custom: true })
  t.ok(['requester_id', 'responder_id', 'company_id'].every((key) => byKey.get(key)?.custom === false))
})

t.test('reads lists of objects, as newer documents have them', async (t) => {
  const schema = convertToFieldSchema(parse('ticket-fields-newer'))
  t.same(schema.statuses, ['Open', 'Pending'])
  t.same(
    schema.fields.map((field) => field.choices),
    [['Open', 'Pending'], ['Web', 'Teléfono'], ['España > Madrid > Centro']],
  )
  t.same(parse('ticket-fields-newer')[0]?.choices[0], { value: 2, labels: ['Open'] })
  t.same(schema.types, [])
})

t.test('leaves out choices that it cannot read', async (t) => {
  for (const choices of [undefined, null, 'x', 7, {}, [], { a: 'b' }, { '2': [] }, [7], [null], [{}]]) {
    t.same(parseChoices(choices), [], JSON.stringify(choices))
  }
  for (const choices of [undefined, null, 'x', [], {}, [7], [{ name: 'x' }]]) {
    t.equal(parseChoiceTree(choices).size, 0, JSON.stringify(choices))
  }
})
