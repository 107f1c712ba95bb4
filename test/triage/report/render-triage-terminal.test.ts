import t from 'tap'
import { textWidth } from '../../../src/ops/text-width.ts'
import { renderTriageTerminal } from '../../../src/triage/report/render-triage-terminal.ts'
import { sampleTriageReport } from './sample-triage-report.ts'

const categories = ['billing', 'access', 'orders', 'returns', 'sales']
const plain = { colour: false, width: 130, language: 'en' }

t.test('says in plain words what it comes to, and what to know', async (t) => {
  const text = renderTriageTerminal(sampleTriageReport(categories), plain)
  t.match(text, /Of 100 tickets, triage would write \d+; of 100 that it writes, \d+ are right\./)
  t.match(text, /a wrong route 10 min, filing by hand 2 min: writing pays where more than 80% are right/)
  t.match(text, /637 looked at: 600 judged, 37 left out/)
  t.match(text, /Group 9\d% \(\d+–\d+%\) · Priority/)
  t.match(
    text,
    /! On this evidence writing does not pay at any confidence, and only what your own rules decide is written: sales\./,
  )
  t.match(
    text,
    /billing +apply +\d+ +\d+ +\d+% \(\d+–\d+%\) +\d+% +≥ 78% +\d+ +\d+% \(\d+–\d+%\) +\d+ +\d+ h/,
  )
  t.match(text, /sales +suggest .* never +0 +– +0 +0 min/)
})

t.test('speaks Spanish', async (t) => {
  const text = renderTriageTerminal(sampleTriageReport(categories), { ...plain, language: 'es-MX' })
  t.match(text, /De cada 100 tickets, el triaje escribiría \d+/)
  t.match(text, /Tiempo ahorrado/)
})

t.test('stays within its width, and leaves out columns before it cuts names to nothing', async (t) => {
  const many = Array.from({ length: 40 }, (_, place) => `${'Consultas y reclamaciones / '.repeat(3)}${place}`)
  for (const width of [50, 80, 120]) {
    const lines = renderTriageTerminal(sampleTriageReport(many), { ...plain, width })
      .trimEnd()
      .split('\n')
    t.same(
      lines.filter((line) => textWidth(line) > width),
      [],
      `${width} columns`,
    )
    t.ok(width < 80 || lines.length <= 60, `${lines.length} lines`)
  }
  const narrow = renderTriageTerminal(sampleTriageReport(categories), { ...plain, width: 50 })
  t.match(narrow, /Category +Threshold +Written +Right/)
  t.notMatch(narrow, /Recall/)
})

t.test('no name gets a terminal to do anything', async (t) => {
  const evil = ['\u001b[31mred\u001b]0;title\u0007', 'a\u202eb', 'c\nd', 'e\u009b2J']
  const text = renderTriageTerminal(sampleTriageReport(evil, { helpdesk: '\u001b[2J' }), plain)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  t.notMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

t.test('without tickets it says so; what costs time has a minus', async (t) => {
  const none = renderTriageTerminal(sampleTriageReport(categories, { texts: 0 }), plain)
  t.match(none, /There is no ticket to judge by yet/)
  t.notMatch(none, /NaN|undefined|Infinity/)
  const dear = sampleTriageReport(categories, { costs: { wrong: 200, manual: 2 } })
  t.match(renderTriageTerminal(dear, plain), /On the judged tickets that costs \d+ h more/)
  t.match(renderTriageTerminal(dear, plain), /−\d+ h/)
})
