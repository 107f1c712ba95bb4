import t from 'tap'
import { prioritySchema } from '../../../schemas/handoff.ts'
import { triageFieldSchema } from '../../../schemas/triage.ts'
import { chooseTriageTexts } from '../../../src/triage/texts/choose-triage-texts.ts'
import { en } from '../../../src/triage/texts/en.ts'
import { es } from '../../../src/triage/texts/es.ts'

t.test('takes the language however it is written, and English when there is none', async (t) => {
  for (const tag of ['es', 'ES', 'es-MX', 'es_mx', ' es ']) t.equal(chooseTriageTexts(tag), es, tag)
  for (const tag of ['en', 'fr', '', '__proto__', 'toString']) t.equal(chooseTriageTexts(tag), en, tag)
})

t.test('every key is there in each language, and says something of its own', async (t) => {
  const flatten = (texts: object, prefix = ''): [string, string][] =>
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? flatten(value, `${prefix}${key}.`)
        : [[prefix + key, String(typeof value === 'function' ? value('one', 'two', 'three') : value)]],
    )
  const [english, spanish] = [new Map(flatten(en)), new Map(flatten(es))]
  t.same([...spanish.keys()].sort(), [...english.keys()].sort())
  for (const [key, text] of english) {
    t.not(text.trim(), '', key)
    t.not(spanish.get(key), text, key)
  }
  t.same(Object.keys(en.fields).sort(), [...triageFieldSchema.options].sort())
  t.same(Object.keys(en.priorities).sort(), [...prioritySchema.options].sort())
})

t.test('a sentence holds what it is given', async (t) => {
  for (const texts of [en, es]) {
    t.match(texts.written('Group', 'Sales', null), /Group.*Sales/)
    t.match(texts.written('Group', 'Sales', 'Low'), /Group.*Sales.*Low/)
    t.match(texts.suggested('Type', 'Problem'), /Type.*Problem/)
    t.match(texts.routed('Triage'), 'Triage')
    t.match(texts.seems('Sales'), 'Sales')
    t.match(texts.confidence(87), '87')
  }
})
