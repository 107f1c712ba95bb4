import t from 'tap'
import { composeTags } from '../../src/bridge/compose-tags.ts'

t.test('puts relevo first and keeps each tag once, whatever its case', async (t) => {
  t.same(composeTags(['Betsur', 'vip'], ['betsur', 'RELEVO'], ['access']), [
    'relevo',
    'Betsur',
    'vip',
    'access',
  ])
})

t.test('cleans what a help desk would refuse', async (t) => {
  t.same(composeTags(['a,b', ' x \n y ', '', ' , ']), ['relevo', 'a b', 'x y'])
  t.equal(composeTags(['y'.repeat(40)])[1]?.length, 32)
})

t.test('leaves one of the thirty places free', async (t) => {
  t.equal(composeTags(Array.from({ length: 50 }, (_, at) => `t${at}`)).length, 29)
})
