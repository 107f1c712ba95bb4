import t from 'tap'
import { categorySchema } from '../../../schemas/configuration.ts'
import { createCategoryRecogniser } from '../../../src/training/targets/create-category-recogniser.ts'

const recognise = createCategoryRecogniser({
  billing: categorySchema.parse({ names: ['Facturación'], tags: ['billing'], type: 'Factura' }),
  returns: categorySchema.parse({ tags: ['logistics', 'back'], group: 'Almacén' }),
  orders: categorySchema.parse({ tags: ['logistics'], group: 'Pedidos', type: 'Envío' }),
  other: categorySchema.parse({}),
})

t.test('a category is recognised by its tags, its fields, or its name', async (t) => {
  t.equal(recognise({ labels: {}, tags: ['vip', 'Billing'] }), 'billing')
  t.equal(recognise({ labels: {}, tags: ['logistics', 'back'] }), null, 'it may be either')
  t.equal(recognise({ labels: {}, tags: ['back', 'returns'] }), 'returns', 'its key is a tag')
  t.equal(recognise({ labels: { group: 'ALMACEN' }, tags: [] }), 'returns')
  t.equal(recognise({ labels: { type: 'envio', group: 'Pedidos' }, tags: [] }), 'orders')
  t.equal(recognise({ labels: { type: 'Envío' }, tags: [] }), null, 'half of its fields')
  t.equal(recognise({ labels: { type: 'facturacion' }, tags: [] }), 'billing', 'a name of it')
  t.equal(recognise({ labels: { type: 'Question' }, tags: ['vip'] }), null)
})

t.test('what an agent has changed goes before the tags that a ticket came with', async (t) => {
  t.equal(recognise({ labels: { type: 'Factura' }, tags: ['other'] }), 'other', 'nothing contradicts it')
  t.equal(recognise({ labels: { type: 'Envío', group: 'Pedidos' }, tags: ['billing'] }), 'orders')
  t.equal(recognise({ labels: { type: 'Queja' }, tags: ['billing'] }), null, 'nobody knows what it became')
})

t.test('what a file calls it is looked up, and stands where it is none', async (t) => {
  t.equal(recognise({ labels: { category: 'facturacion' }, tags: ['other'] }), 'billing')
  t.equal(recognise({ labels: { category: 'Mudanzas' }, tags: [] }), 'Mudanzas')
})
