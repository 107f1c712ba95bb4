import t from 'tap'
import { chooseTexts } from '../../src/bridge/texts/choose-texts.ts'
import { en } from '../../src/bridge/texts/en.ts'
import { es } from '../../src/bridge/texts/es.ts'

t.test('takes the first language that there is', async (t) => {
  t.equal(chooseTexts('es-MX', 'en'), es)
  t.equal(chooseTexts('ES_mx'), es)
  t.equal(chooseTexts(null, undefined, 'es'), es)
  t.equal(chooseTexts('fr', 'es'), es)
  t.equal(chooseTexts('fr', null, 'de'), en)
  t.equal(chooseTexts(), en)
  t.equal(chooseTexts('__proto__', 'toString', 'es'), es)
})

t.test('both languages say different things for every key', async (t) => {
  const flatten = (texts: object, prefix = ''): string[] =>
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? flatten(value, `${prefix}${key}.`) : [`${prefix}${key}`],
    )
  t.same(flatten(es).sort(), flatten(en).sort())
  for (const count of [1, 2]) {
    t.match(es.earlierLinesCut(count), String(count))
    t.match(en.earlierLinesCut(count), String(count))
  }
  t.match(es.cut('a.txt'), 'a.txt')
  t.match(en.mailedNote('ho_1'), 'ho_1')
  t.match(es.mailOutro('ho_1'), 'ho_1')
})
