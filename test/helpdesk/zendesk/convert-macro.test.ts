import t from 'tap'
import { convertMacro } from '../../../src/helpdesk/zendesk/account/convert-macro.ts'

const convert = (actions: { field: string; value: unknown }[], title = 'Hola') =>
  convertMacro({ id: 7, title, actions })

t.test('a comment is read whether it is HTML or text, alone or behind its channel', async (t) => {
  const html = { html: '<p>A &amp; B</p>', text: 'A & B' }
  t.match(convert([{ field: 'comment_value_html', value: '<p>A &amp; B</p>' }]), html)
  t.match(convert([{ field: 'comment_value_html', value: ['channel:all', '<p>A &amp; B</p>'] }]), html)
  const plain = [{ field: 'comment_value', value: ['channel:web', 'A & B\nC'] }]
  t.match(convert(plain), { html: 'A &amp; B<br>C', text: 'A & B\nC' })
  t.match(convert([...plain, { field: 'comment_value_html', value: '<p>A &amp; B</p>' }]), html)
})

t.test('a macro that writes nothing is no answer', async (t) => {
  for (const value of [undefined, null, '', ' ', [], 5, {}, ['channel:all', 5]]) {
    t.equal(convert([{ field: 'comment_value_html', value }]), null, JSON.stringify(value))
  }
  t.equal(convert([{ field: 'status', value: 'solved' }]), null)
  t.equal(convertMacro({ id: 7, actions: null }), null)
})

t.test('the path of its title is its folder', async (t) => {
  const actions = [{ field: 'comment_value', value: 'x' }]
  t.match(convert(actions, 'Pedidos::Envío :: Tarde'), { title: 'Tarde', folder: 'Pedidos / Envío' })
  t.match(convert(actions), { id: '7', title: 'Hola', folder: null })
})
