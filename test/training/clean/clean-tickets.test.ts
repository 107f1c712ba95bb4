import t from 'tap'
import { cleanTickets } from '../../../src/training/clean/clean-tickets.ts'
import { isAutomatic } from '../../../src/training/clean/is-automatic.ts'
import { pastTicket } from '../past-ticket.ts'

t.test('what teaches nothing is left out, and counted by its reason', async (t) => {
  const { tickets, dropped, overLong } = cleanTickets([
    pastTicket({ body: ' ' }),
    pastTicket({ body: '12345 ok' }),
    pastTicket({ subject: 'Respuesta automática: pedido', body: 'Vuelvo el lunes' }),
    pastTicket({ body: 'Nobody has looked at it', state: 'untouched' }),
    pastTicket({ body: 'Someone looks at it', state: 'underWay' }),
    pastTicket({ subject: 'Factura', body: 'Me cobraron dos veces', state: 'settled' }),
    pastTicket({ body: 'long '.repeat(4_000) }),
  ])
  t.same(dropped, { empty: 1, 'too-short': 1, automatic: 1, untouched: 1, duplicate: 0 })
  t.match(tickets, [
    { text: 'Someone looks at it', weight: 0.5 },
    { text: 'Factura\nMe cobraron dos veces', weight: 1 },
    { text: /^long/ },
  ])
  t.equal(overLong, 1)
})

t.test('a subject that repeats the beginning is not read twice', async (t) => {
  const [ticket] = cleanTickets([
    pastTicket({ subject: 'No puedo…', body: 'No puedo entrar en mi cuenta' }),
  ]).tickets
  t.equal(ticket?.text, 'No puedo entrar en mi cuenta')
})

t.test('the same text is kept once, weighs more, and has the label that prevails', async (t) => {
  const order = (number: number, type: string, priority: string) =>
    pastTicket({ body: `Where is order ${number}?`, labels: { type, priority } })
  const { tickets, dropped, conflicts } = cleanTickets([
    order(100_123, 'Shipping', 'low'),
    order(200_456, 'shipping?', 'high'),
    order(300_789, 'Shipping', 'urgent'),
    order(400_123, 'Shipping', 'medium'),
  ])
  t.match(tickets, [{ text: 'Where is order 100123?', weight: 2 }])
  t.same(tickets[0]?.labels, { type: 'Shipping' }, 'of priorities none prevails')
  t.same([dropped.duplicate, conflicts], [3, { priority: 1 }])
})

t.test('who files for others is not one customer', async (t) => {
  const texts = (count: number, group: string) =>
    Array.from({ length: count }, (_, at) =>
      pastTicket({ body: `${group} ${'abc'.repeat(1 + (at % 60))} ${'xyz'.repeat(at)}`, group }),
    )
  const { tickets } = cleanTickets([...texts(51, 'form'), ...texts(50, 'ana')])
  const groups = new Set(tickets.map(({ group }) => group))
  t.same([...groups], [null, 'ana'])
})

t.test('machines are told from people', async (t) => {
  const machines: [string | null, string][] = [
    ['Automatic reply: your order', 'Hello'],
    ['RE: RE: Out of office', 'Hello'],
    ['Undeliverable: invoice', ''],
    ['Fuera de la oficina', 'Hola'],
    ['Leído: factura', ''],
    [null, 'Estoy de vacaciones hasta el lunes. Un saludo'],
    ['Hello', 'Thanks for your mail. I am currently out of the office until Monday.'],
    ['Correo', 'No se ha podido entregar su mensaje a ana@example.com'],
  ]
  for (const [subject, body] of machines) t.equal(isAutomatic(subject, body), true, `${subject}: ${body}`)
  const people: [string | null, string][] = [
    ['Delivery of my order failed to arrive', 'Where is it?'],
    ['Mi pedido no llega', 'Estoy en la oficina hasta las 6'],
    ['Reading glasses', 'They broke'],
    [null, `I am out of the office and cannot log in. ${'It says no. '.repeat(100)}`],
  ]
  for (const [subject, body] of people) t.equal(isAutomatic(subject, body), false, `${subject}: ${body}`)
})
