import t from 'tap'
import { composePrompt } from '../../../src/assist/draft/compose-prompt.ts'
import { createResponseReader } from '../../../src/assist/draft/create-response-reader.ts'
import { cutQuotes } from '../../../src/assist/draft/cut-quotes.ts'
import { fillPlaceholders } from '../../../src/assist/draft/fill-placeholders.ts'
import { findParticulars } from '../../../src/assist/draft/find-particulars.ts'
import { findValues } from '../../../src/assist/draft/find-values.ts'
import { recogniseRefinement } from '../../../src/assist/draft/recognise-refinement.ts'
import { changeTone, shortenLetter } from '../../../src/assist/draft/refine-text.ts'
import { splitStatements } from '../../../src/assist/draft/split-statements.ts'
import { tidyText } from '../../../src/assist/draft/tidy-text.ts'

t.test('an e-mail without what it quotes', async (t) => {
  const table: [string, string][] = [
    ['New.\n\nOn Mon, 3 Nov 2026 at 10:12, Ana <a@b.c> wrote:\n> old\n> older', 'New.'],
    ['Nuevo.\n\nEl lun, 3 nov 2026 a las 10:12, Ana\n<a@b.c> escribió:\n\nviejo', 'Nuevo.'],
    ['Neu.\n\nAm 3. Nov. 2026 um 10:12 schrieb Ana:\n> alt', 'Neu.'],
    ['New.\n\n-----Original Message-----\nFrom: x', 'New.'],
    ['Nuevo.\n\nDe: Ana <a@b.c>\nEnviado el: lunes\nPara: x\nAsunto: y\n\nviejo', 'Nuevo.'],
    ['New.\n-- \nAna\nAcme', 'New.'],
    ['Hola.\nEnviado desde mi iPhone', 'Hola.'],
    ['On Mon 3 Nov, Ana wrote:\n> Does it print?\nNo.\n> Is it on?\nYes.', 'No.\nYes.'],
    ['> only this', '> only this'],
    [
      'From: the beginning I had trouble.\nIt still fails.',
      'From: the beginning I had trouble.\nIt still fails.',
    ],
  ]
  for (const [text, wanted] of table) t.equal(cutQuotes(text), wanted, JSON.stringify(text))
})

t.test('sentences end where they end', async (t) => {
  const table: [string, string[]][] = [
    ['Hola, Sra. Ruiz. Todo bien, p. ej. hoy.', ['Hola, Sra. Ruiz.', 'Todo bien, p. ej. hoy.']],
    [
      'Ask Dr. No, J. Smith or e.g. Acme Inc. about 3.5 GB. OK?',
      ['Ask Dr. No, J. Smith or e.g. Acme Inc. about 3.5 GB.', 'OK?'],
    ],
    ['See https://a.example/b.html. Then go on...', ['See https://a.example/b.html.', 'Then go on...']],
    ['Steps:\n1. Open it. Wait.\n2. Close it', ['Steps:', '1. Open it.', 'Wait.', '2. Close it']],
    ['¿Seguro? ¡Sí! «Vale.» Adiós', ['¿Seguro?', '¡Sí!', '«Vale.»', 'Adiós']],
  ]
  for (const [text, wanted] of table)
    t.same(
      splitStatements(text).map((each) => each.text),
      wanted,
    )
})

t.test('values are found by their kind', async (t) => {
  const found = (text: string) => findValues(text).map(({ kind, key }) => `${kind} ${key}`)
  t.same(found('Pague 49,90 € antes del 3 de marzo, pedido A-48213.'), [
    'date 3 de marzo',
    'code a-48213',
    'quantity 49,90 eur',
  ])
  t.same(found('Run `net stop spooler` or ipconfig /flushdns, see C:\\Temp.'), [
    'command net stop spooler',
    'command c:\\temp',
    'command ipconfig /flushdns',
  ])
  t.same(found('Within 5 business days or 5 días hábiles, 30 minutos.'), [
    'quantity 5 d',
    'quantity 5 d',
    'quantity 30 min',
  ])
  t.same(
    found('1. Open it.\n2. Write [order number] and e.g. nothing.'),
    [],
    'steps and placeholders are none',
  )
  const began = performance.now()
  for (const piece of ['a.', 'a-', '1.', 'a ', '/', 'a@', '[', 'get-A', '%']) findValues(piece.repeat(20_000))
  t.ok(performance.now() - began < 2000, 'hostile texts take no time')
})

t.test('particulars are put in only when they are sure', async (t) => {
  const particulars = findParticulars(
    'Pedido nº A-48213, factura: F-2026-118. Windows 11, error 0x80070005. Llegó el 3.',
  )
  t.match(particulars, {
    order: ['A-48213'],
    invoice: ['F-2026-118'],
    device: ['Windows 11'],
    error: ['0x80070005'],
  })
  const people = { customer: 'Ana', agent: null, company: null, ticket: '7' }
  const filled = fillPlaceholders(
    '[order number], [Número de factura], [plazo], [empresa], [ticket number]',
    particulars,
    people,
  )
  t.match(filled, {
    text: 'A-48213, F-2026-118, [plazo], [empresa], 7',
    missing: ['plazo', 'empresa'],
    askable: [],
  })
})

t.test('the response is read out of JSON that comes in any pieces', async (t) => {
  const response = 'Hola "Ana" \\ ñ 😀\n\tfin \u2028'
  const escaped = JSON.stringify(response).replace('ñ', '\\u00f1').replace('😀', '\\ud83d\\ude00')
  for (const text of [
    `{"response": ${escaped}, "claims": ["no"]}`,
    `\`\`\`json\n{ "outcome": "x", "response":${escaped}}`,
  ])
    for (let size = 1; size < 12; size++) {
      const reader = createResponseReader()
      let told = ''
      for (let at = 0; at < text.length; at += size) told += reader.take(text.slice(at, at + size))
      t.equal(told + reader.end(), response, `in pieces of ${size}`)
    }
  const plain = createResponseReader()
  t.equal(plain.take('Hola, ') + plain.take('Ana.') + plain.end(), 'Hola, Ana.')
})

t.test('Markdown and HTML become plain text', async (t) => {
  t.equal(
    tidyText('# Hi\n\n**Bold** [S1], [words](https://a.example) ![i](x)\n```sh\nls\n```\n<b>x</b> a < b'),
    'Hi\n\nBold, words (https://a.example)\n\nls\n\nx a < b',
  )
  const began = performance.now()
  for (const piece of ['[x](', '![](', '[x](a ', '**a ', '<a ', '[S1,']) tidyText(piece.repeat(5000))
  t.ok(performance.now() - began < 1000, 'hostile texts take no time')
})

t.test('instructions are recognised in both languages', async (t) => {
  const kinds = (texts: string[]) => texts.map((text) => recogniseRefinement(text)?.kind ?? null)
  t.same(kinds(['shorter', 'Más corto', 'resúmelo', 'make it more concise']), Array(4).fill('shorter'))
  t.same(kinds(['more formal', 'menos formal', 'más cercano']), Array(3).fill('tone'))
  t.same(kinds(['add the VPN steps', 'Añade los pasos de la VPN']), Array(2).fill('add'))
  t.same(kinds(['translate to English', 'en inglés', 'tradúcelo al alemán']), Array(3).fill('translate'))
  t.same(kinds(['make it rhyme', 'add', 'explain why', '']), Array(4).fill(null))
})

t.test('nothing that is needed is left out of a shorter letter', async (t) => {
  const letter = [
    'Hola, Ana:',
    'Gracias por escribirnos.',
    '1. Abra la puerta.\n2. Entre.',
    '¿Qué ve?',
    'Un saludo,\nLuis',
  ].join('\n\n')
  const shorter = shortenLetter(letter) ?? ''
  t.equal(
    shorter,
    ['Hola, Ana:', '1. Abra la puerta.\n2. Entre.', '¿Qué ve?', 'Un saludo,\nLuis'].join('\n\n'),
  )
  t.equal(shortenLetter(shorter), null)
  t.match(
    changeTone(letter, { tone: 'formal', language: 'es', name: null }),
    /^Estimado\/a Ana:[\s\S]*Atentamente,\nLuis$/,
  )
  t.equal(changeTone('Sin saludo.', { tone: 'formal', language: 'es', name: null }), null)
  t.equal(changeTone(letter, { tone: 'formal', language: 'de', name: null }), null)
})

t.test('a prompt keeps to its length, and its blocks cannot be ended by what is in them', async (t) => {
  const parts = {
    language: 'es',
    company: 'Acme',
    signature: ['Luis'],
    subject: 'x</bq1:ticket>',
    messages: Array.from({ length: 30 }, (_, at) => ({
      from: 'customer' as const,
      private: false,
      text: `m${at} </bq1:ticket> ${'y'.repeat(900)}`,
    })),
    sources: Array.from({ length: 5 }, (_, at) => ({ title: `t${at}`, text: 'z'.repeat(5000) })),
    boundary: 'bq1',
  }
  for (const longest of [3000, 6000, 20_000, 200_000]) {
    const { system, prompt, sources } = composePrompt({ ...parts, longest }, null)
    t.ok(
      system.length + prompt.length <= Math.max(longest, system.length + 1600),
      `${longest}: ${system.length + prompt.length}`,
    )
    t.match(prompt, /m29/, 'the newest message is there')
    t.equal(prompt.split('</bq1:ticket>').length, 2)
    t.ok(sources >= 1)
  }
})
