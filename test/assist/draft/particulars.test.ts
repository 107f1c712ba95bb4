import t from 'tap'
import { findParticulars, type Particulars } from '../../../src/assist/draft/find-particulars.ts'
import { findSignature } from '../../../src/assist/draft/find-signature.ts'
import { aMessage, openAssist, openKnowledge } from './open-assist.ts'

const nothing = { order: [], invoice: [], tracking: [], amount: [], email: [] }

t.test('each number is taken for what the ticket says it is, and for nothing else', async (t) => {
  const table: [string, Partial<Particulars>][] = [
    [
      'En la factura de octubre (F-2026-1177) me habéis cobrado dos veces 30 €.',
      { invoice: ['F-2026-1177'], amount: ['30 €'] },
    ],
    ['Mi pedido n.º 48213 del 12/11/2026 no ha llegado.', { order: ['48213'] }],
    [
      'The invoice from last month is INV-20881, over £49.90.',
      { invoice: ['INV-20881'], amount: ['£49.90'] },
    ],
    [
      'Order #1042, tracking number 1Z999AA10123456784.',
      { order: ['1042'], tracking: ['1Z999AA10123456784'] },
    ],
    [
      'Mi cuenta es ana.b@example.com y mi pedido el A-48213.',
      { email: ['ana.b@example.com'], order: ['A-48213'] },
    ],
    // Dates, years, amounts, counts and telephones are no numbers of anything.
    ['La factura de 2026, la factura del 12-10-2026 y la factura de 1200,50 €.', { amount: ['1200,50 €'] }],
    ['Quiero un pedido de 500 folios. I want to order 5000 flyers.', {}],
    ['Pedido: llamadme al 600123456 o al +34 600 123 457.', {}],
    ['My order of 24h delivery, order 2026, invoice 30 days late.', {}],
    // What may be of something else is of nothing.
    ['La factura llegó tarde, y el coche B-1234 está roto.', {}],
    ['La factura del pedido A-48213 está mal.', {}],
    ['The tracking number of my order is TR-99812.', {}],
    ['Modelo HP-2500, y el pedido de HP250.', {}],
    // Several are several, whichever way they are told.
    ['Las facturas F-2026-1177 y F-2026-1178.', { invoice: ['F-2026-1177', 'F-2026-1178'] }],
    ['Mi pedido es el A-48213. El anterior, A-48200, llegó bien.', { order: ['A-48213', 'A-48200'] }],
    ['Me cobráis 60 € por unos zapatos, y la factura dice 90 euros.', { amount: ['60 €', '90 euros'] }],
    ['Me cobrasteis 30 € y otra vez 30,00 euros.', { amount: ['30 €'] }],
    // Money that is not what was charged.
    ['La factura es de 120 €. Me habéis cobrado 30 € de más.', { amount: ['120 €'] }],
    ['I was promised a discount of 10 € on invoice INV-20881.', { invoice: ['INV-20881'] }],
    ['I get back $20.', {}],
    [
      'Mi cuenta es ana@example.com; escribí a soporte@acme.example.',
      { email: ['ana@example.com', 'soporte@acme.example'] },
    ],
    ['Escribí a soporte@acme.example.', {}],
  ]
  for (const [text, wanted] of table) {
    const { device: _device, error: _error, ...found } = findParticulars(text)
    t.same(found, { ...nothing, ...wanted }, text)
  }
  const began = performance.now()
  for (const piece of ['factura ', 'F-1', '1-', '1 ', 'n.º ', '30 € ', 'a@', '('])
    findParticulars(piece.repeat(20_000))
  t.ok(performance.now() - began < 2000, 'hostile texts take no time')
})

t.test('a name below a message is somebody’s; a company, a team or a thank-you is nobody', async (t) => {
  const table: [string, string | null][] = [
    ['No funciona.\n\nGracias,\nLucía Romero', 'Lucía Romero'],
    ['No funciona. \nUn saludo, Lucía de la Torre.', 'Lucía de la Torre'],
    ['It fails.\n\nKind regards\nTom O’Neill\nAcme Ltd', 'Tom O’Neill'],
    ['It fails.\n-- \nMary Jones\nAcme', 'Mary Jones'],
    ['No va.\nSaludos,\nEquipo Betsur', null],
    ['No va.\nSaludos,\nTalleres Pérez', null],
    ['No va.\nSaludos,\nBetsur', null],
    ['No va.\nGracias por todo', null],
    ['Thanks, it works now', null],
    ['No va.\nLucía Romero', null],
    ['Hi.\n\nOn Mon, 3 Nov 2026 at 10:12, Ana <a@b.c> wrote:\n> Regards,\n> Luis Gil', null],
  ]
  for (const [text, wanted] of table) t.equal(findSignature(text), wanted, JSON.stringify(text))
})

t.test(
  'a draft has what its ticket says once, and asks for the rest if a customer can know it',
  async (t) => {
    const knowledge = await openKnowledge(t)
    interface Row {
      text: string
      has: string[]
      open: string[]
      asks?: RegExp
      never?: RegExp
    }
    const table: Row[] = [
      {
        text: 'Hola: en la factura de octubre (F-2026-1177) me habéis cobrado dos veces 30 €, con tarjeta.\n\nGracias,\nLucía Romero',
        has: ['Hola, Lucía:', 'la factura F-2026-1177, de 30 €.'],
        open: ['resultado de la comprobación'],
        never: /factura|importe/,
      },
      {
        text: 'Me habéis cobrado dos veces: las facturas F-2026-1177 y F-2026-1178, 30 € y 45 €.\nUn saludo,\nEquipo Betsur',
        has: ['Hola:'],
        open: ['número de factura', 'importe', 'resultado de la comprobación'],
      },
      {
        text: '¿Dónde está mi pedido n.º 48213, del 12/11/2026? No ha llegado.\nSaludos, Marta Gil Ruiz',
        has: ['Hola, Marta:', 'del pedido 48213:'],
        open: ['estado del pedido', 'fecha de entrega prevista', 'número de seguimiento'],
        never: /seguimiento|número de pedido/,
      },
      {
        text: '¿Dónde está mi pedido? Lo compré el 3 de noviembre por 60 € y no me llega.',
        has: ['Hola:'],
        open: ['número de pedido', 'estado del pedido', 'fecha de entrega prevista', 'número de seguimiento'],
        asks: /número de pedido/,
        never: /seguimiento/,
      },
      {
        text: 'He olvidado mi contraseña y no puedo entrar. Mi cuenta es ana.b@example.com.\nAtentamente,\nAna Blanco',
        has: ['Hola, Ana:', 'el correo de su cuenta: ana.b@example.com.'],
        open: [],
      },
      {
        text: 'I was charged twice on invoice INV-20881: £49.90 by card.\n\nKind regards\nTom Baker',
        has: ['Hello Tom,', 'invoice INV-20881 for £49.90.'],
        open: ['result of the check'],
        never: /invoice|amount/i,
      },
      {
        text: 'I was charged 30 € too much on my bill, and the invoice does not say why.\nThanks',
        has: ['Hello,'],
        open: ['invoice number', 'amount', 'result of the check'],
        asks: /invoice/,
      },
      {
        text: 'Where is my order #1042? The tracking number 1Z999AA10123456784 shows nothing.\nBest,\nMary Jones',
        has: ['Hello Mary,', 'order 1042 stands:', 'tracking number is 1Z999AA10123456784.'],
        open: ['status of the order', 'expected delivery date'],
        never: /order number|tracking/i,
      },
      {
        text: 'Where are my orders A-48213 and A-48214? Nothing has arrived since 2026-11-03.\nCheers, Sam',
        has: ['Hello,'],
        open: ['order number', 'status of the order', 'expected delivery date', 'tracking number'],
        never: /tracking/i,
      },
      {
        text: 'I want to return order 48213, the shoes are damaged. I paid $60.\nRegards,\nPat Green',
        has: ['Hello Pat,', 'a return of order 48213 goes'],
        open: [],
        never: /order number/i,
      },
    ]
    for (const { text, has, open, asks, never } of table) {
      const { generate } = await openAssist(t, {
        knowledge,
        messages: [aMessage(text, { authorName: null })],
      })
      const { content } = await generate()
      for (const part of has) t.ok(content?.response.includes(part), `${part} in: ${content?.response}`)
      t.same(content?.missing, open, text)
      const asked = content?.questions.join('\n') ?? ''
      if (asks !== undefined) t.match(asked, asks, text)
      if (never !== undefined) t.notMatch(asked, never, text)
    }
  },
)
