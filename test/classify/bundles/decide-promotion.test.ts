import t from 'tap'
import type { Pointer } from '../../../schemas/bundle.ts'
import { inOrderOfUse, promoted, rolledBack } from '../../../src/classify/bundles/decide-promotion.ts'
import { byAge, decidePrune } from '../../../src/classify/bundles/decide-prune.ts'

const at = '2026-11-21T10:00:00.000Z'
const promoteAll = (...names: string[]): Pointer => {
  const pointer = names.reduce<Pointer | null>(
    (before, name) => promoted(before, { name, at, why: 'x' }) ?? before,
    null,
  )
  if (pointer === null) throw new Error('no names')
  return pointer
}
const back = (pointer: Pointer, { damaged = '', ships = true } = {}) =>
  rolledBack(pointer, { at, isUsable: (name) => name !== damaged, ships })

t.test('rolling back twice goes two back, and a promotion after it goes on from there', async (t) => {
  const once = back(promoteAll('a', 'b', 'c'))
  t.equal(once?.name, 'b')
  const twice = once === null ? null : back(once)
  t.equal(twice?.name, 'a')
  t.equal(twice?.history.length, 3, 'nothing of the past is forgotten')
  const onwards = twice === null ? null : promoted(twice, { name: 'd', at, why: 'x' })
  t.same(inOrderOfUse(onwards), ['d', 'a'])
  t.equal(onwards === null ? null : back(onwards)?.name, 'a')
})

t.test('what is damaged is passed over', async (t) => {
  t.equal(back(promoteAll('a', 'b', 'c'), { damaged: 'b' })?.name, 'a')
  t.equal(back(promoteAll('b', 'c'), { damaged: 'b' })?.name, 'starter')
  t.equal(back(promoteAll('b', 'c'), { damaged: 'b', ships: false }), null)
})

t.test('one that comes back after another is one of two', async (t) => {
  const pointer = promoteAll('a', 'b', 'a')
  t.same(inOrderOfUse(pointer), ['a', 'b'])
  t.equal(back(pointer)?.name, 'b')
  t.equal(promoted(pointer, { name: 'a', at, why: 'again' }), null)
})

t.test('before the first there was what ships, if it does', async (t) => {
  t.equal(back(promoteAll('a'))?.name, 'starter')
  t.equal(back(promoteAll('a'), { ships: false }), null)
  t.equal(back(promoteAll('starter')), null)
  t.equal(back(promoteAll('a', 'starter'))?.name, 'a')
})

t.test('the history does not grow without end', async (t) => {
  t.equal(promoteAll(...Array.from({ length: 500 }, (_, number) => `n${number}`)).history.length, 200)
})

t.test('the one in use and the one before are never removed', async (t) => {
  const names = [
    '20260101-000000',
    '20260102-000000',
    '20260103-000000',
    '20260103-000000-2',
    '20260104-000000',
  ]
  const pointer = promoteAll('20260101-000000', '20260102-000000', '20260104-000000')
  t.same(decidePrune(names, pointer, 0), ['20260101-000000', '20260103-000000', '20260103-000000-2'])
  t.same(decidePrune(names, pointer, 1), ['20260103-000000'])
  t.same(decidePrune(names, pointer, 2), [])
  const gone = names.filter((name) => name !== '20260102-000000')
  t.notOk(decidePrune(gone, pointer, 0).includes('20260101-000000'), 'of what is still there')
  t.same(decidePrune(names, null, 4), ['20260101-000000'])
})

t.test('a suffix is counted, not spelt', async (t) => {
  t.same(['20260101-000000-10', '20260101-000001', '20260101-000000-2', '20260101-000000'].toSorted(byAge), [
    '20260101-000000',
    '20260101-000000-2',
    '20260101-000000-10',
    '20260101-000001',
  ])
})
