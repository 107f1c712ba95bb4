import t from 'tap'
import { renderTerminal } from '../../../src/classify/report/render-terminal.ts'
import { textWidth } from '../../../src/ops/text-width.ts'
import { sampleReport } from './sample-report.ts'

const labels = ['billing', 'access', 'orders', 'returns']
const plain = { colour: false, width: 100, language: 'en' }

t.test('says in plain words what is filed, what is wrong, and what to do about it', async (t) => {
  const text = renderTerminal(sampleReport(labels), plain)
  t.match(text, /Of 100 tickets, \d+ are filed without a person; of 100 filed that way, \d+ are right\./)
  t.match(text, /Accuracy 74\.5% · Macro-F1 74\.5%/)
  t.match(text, /200 texts read, 12 of them left out \(the same text again: 12\)/)
  t.match(text, /“access” and “billing” were taken for one another 21 times/)
  t.match(text, /freshdesk:4711 is filed as “access”, looks like “billing” \(97%\)/)
  t.match(text, /160 more labels would bring about \+\d+ points of accuracy and \+\d+ of macro-F1/)
})

t.test('speaks Spanish', async (t) => {
  const text = renderTerminal(sampleReport(labels), { ...plain, language: 'es' })
  t.match(text, /Informe de entrenamiento/)
  t.match(text, /De cada 100 tickets, \d+ se clasifican solos/)
  t.match(text, /Exactitud 74,5\s%/)
})

t.test('stays within its width and a screen or two, however many and long the classes are', async (t) => {
  const many = Array.from(
    { length: 150 },
    (_, place) => `${'Consultas y reclamaciones / '.repeat(3)}${place}`,
  )
  for (const width of [50, 80, 120]) {
    const lines = renderTerminal(sampleReport(many), { ...plain, width })
      .trimEnd()
      .split('\n')
    t.same(
      lines.filter((line) => textWidth(line) > width),
      [],
      `${width} columns`,
    )
    t.ok(width < 80 || lines.length <= 60, `${lines.length} lines`)
  }
})

t.test('worst classes come first', async (t) => {
  const text = renderTerminal(sampleReport(['orders', 'returns', 'access', 'billing']), plain)
  t.match(text, / Classes .*\n +returns .*\n +orders .*\n +access .*\n +billing /)
})

t.test('no label gets a terminal to do anything', async (t) => {
  const evil = ['\u001b[31mred\u001b]0;title\u0007', 'a\u202eb', 'c\nd', 'e\u009b2J']
  const text = renderTerminal(sampleReport(evil, { from: '\u001b[2Jfile' }), plain)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  t.notMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

t.test('without texts it says so and ends', async (t) => {
  t.match(renderTerminal({ ...sampleReport(labels), targets: [] }, plain), /Training report/)
  const text = renderTerminal(sampleReport([]), plain)
  t.match(text, /It is not sure enough to file any ticket by itself/)
})
