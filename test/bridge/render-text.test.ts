import t from 'tap'
import { renderText } from '../../src/bridge/render-text.ts'

t.test('writes every kind of block as plain text, texts as they are', async (t) => {
  t.equal(
    renderText([
      { kind: 'heading', text: 'Resumen' },
      { kind: 'quote', text: '<b>a</b>\r\nb' },
      { kind: 'remark', text: 'so it is' },
      { kind: 'facts', rows: [{ label: 'Plan', value: 'oro' }] },
      {
        kind: 'conversation',
        lines: [
          { who: 'Ana', text: 'hola', at: '10:00' },
          { who: 'Bot', text: 'sí', at: null },
        ],
      },
      { kind: 'list', items: ['a.txt', 'b.txt'] },
      { kind: 'footer', text: 'Relevo ho_1' },
    ]),
    `Resumen
=======

<b>a</b>
b

(so it is)

Plan: oro

Ana (10:00):
hola

Bot:
sí

- a.txt
- b.txt

--
Relevo ho_1
`,
  )
})
