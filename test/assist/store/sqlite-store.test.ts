import t from 'tap'
import { measureChange } from '../../../src/assist/store/measure-change.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { describeStore } from './store-contract.ts'

describeStore('SQLite', async (t) => {
  const database = await openSqliteStore(t)
  // A second connection of the same process would stand still with the first: SQLite waits for a lock without letting go of the thread.
  return { database, beside: database }
})

t.test('how much of a text was changed', async (t) => {
  t.equal(
    measureChange('Hola,  Ana.\n\nGracias.', ' Hola, Ana. Gracias. '),
    0,
    'white space counts for nothing',
  )
  t.equal(measureChange('abcd', 'wxyz'), 1)
  t.equal(measureChange('', 'abc'), 1)
  t.equal(measureChange('abcd', 'abcx'), 0.25)
  const words = (count: number) => Array.from({ length: count }, (_, at) => `palabra${at}`)
  t.equal(measureChange(words(1000).join(' '), words(900).join(' ')), 0.1, 'long texts by words')
  const long = words(20_000).join(' ')
  const began = performance.now()
  t.ok(measureChange(long, `${long} fin`) > 0, 'a difference beyond what is compared is one')
  t.ok(measureChange(long, words(20_000).reverse().join(' ')) > 0.9)
  t.ok(performance.now() - began < 1000)
})
