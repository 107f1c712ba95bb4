import t from 'tap'
import type { TriageRemark } from '../../../schemas/triage-report.ts'
import { triageRemarkSchema } from '../../../schemas/triage-report.ts'
import { chooseTriageReportTexts } from '../../../src/triage/report/texts/choose-triage-report-texts.ts'
import { en } from '../../../src/triage/report/texts/en.ts'
import { es } from '../../../src/triage/report/texts/es.ts'
import { createTriageReportWords } from '../../../src/triage/report/triage-report-words.ts'

/** Every text with the path to it; what is put together is called with marks, so that one that is left out is found. */
const listTexts = (texts: object, path = ''): [path: string, text: string, marks: number][] =>
  Object.entries(texts).flatMap(([name, value]: [string, unknown]): [string, string, number][] => {
    const at = `${path}${name}`
    if (typeof value === 'string') return [[at, value, 0]]
    if (typeof value === 'object' && value !== null) return listTexts(value, `${at}.`)
    if (typeof value !== 'function') throw new Error(`${at} is no text.`)
    const marks = Array.from({ length: value.length }, (_, place) => `mark${place}`)
    return [[at, String(Reflect.apply(value, undefined, marks)), value.length]]
  })

t.test('both languages say everything, with all facts', async (t) => {
  const [english, spanish] = [listTexts(en), listTexts(es)]
  t.same(
    spanish.map(([path]) => path),
    english.map(([path]) => path),
  )
  for (const [path, text, marks] of [...english, ...spanish]) {
    t.notMatch(text, /^\s*$/, path)
    for (let mark = 0; mark < marks; mark += 1) t.match(text, `mark${mark}`, path)
  }
  const same = english.filter(([, text], place) => text === spanish[place]?.[1]).map(([path]) => path)
  t.same(same, ['tickets', 'texts', 'minutes', 'hours'], 'nothing was left in English')
})

t.test('a language that there is none of is English', async (t) => {
  t.equal(chooseTriageReportTexts('es_MX'), es)
  t.equal(chooseTriageReportTexts('de'), en)
  t.equal(chooseTriageReportTexts('__proto__'), en)
})

t.test('every remark has words, with its facts', async (t) => {
  const remarks: TriageRemark[] = [
    { code: 'few-tickets', tickets: 1234 },
    { code: 'one-category', category: 'billing', share: 0.9 },
    { code: 'no-better', accuracy: 0.5, majority: 0.49 },
    { code: 'uncalibrated', ece: 0.2 },
    { code: 'untold', tickets: 40, of: 100 },
    { code: 'no-model-yet', tickets: 7 },
    { code: 'own-writes', tickets: 20, corrected: 3 },
    { code: 'costs-time', categories: ['billing'] },
    { code: 'never-written', categories: ['billing'] },
    { code: 'precision-not-shown', categories: ['billing'] },
    { code: 'no-evidence', categories: Array.from({ length: 20 }, (_, place) => `c${place}`) },
    { code: 'few-of-category', categories: [{ category: 'billing', tickets: 3 }] },
    { code: 'unknown-categories', categories: ['billing'] },
    { code: 'rules-not-sure', tickets: 5 },
    { code: 'rules-wrong', categories: ['billing'] },
    { code: 'several-models', models: ['starter', '20261101-000000'] },
  ]
  t.equal(new Set(remarks.map(({ code }) => code)).size, triageRemarkSchema.options.length, 'all of them')
  const { remark } = createTriageReportWords('en')
  const texts = remarks.map(remark)
  t.match(texts[0], '1,234')
  t.match(texts[6], /20 of the tickets, and agents corrected 3/)
  t.match(texts[10], /c0, c1, c2, c3, c4, c5, c6, c7, …/)
  t.match(texts[11], /billing \(3\)/)
  t.match(texts[15], /starter, 20261101-000000/)
})
