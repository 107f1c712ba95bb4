import t from 'tap'
import { createConfiguredKeys } from '../../src/access/configured-keys.ts'
import { hashKey } from '../../src/access/key-text.ts'
import { offeredKey } from '../../src/access/offered-key.ts'

const checkFor = (keys: string[]) => {
  const find = createConfiguredKeys(keys)
  return ({ headers }: { headers: Record<string, string> }): boolean => {
    const offered = offeredKey(headers)
    return offered !== null && find(hashKey(offered)) >= 0
  }
}
const check = checkFor(['first-key-12345', 'second-key-6789'])

t.test('lets in whoever carries one of the keys, either way', async (t) => {
  t.equal(check({ headers: { authorization: 'Bearer first-key-12345' } }), true)
  t.equal(check({ headers: { authorization: 'bearer  second-key-6789 ' } }), true)
  t.equal(check({ headers: { 'x-api-key': 'second-key-6789' } }), true)
  t.equal(
    check({ headers: { 'x-api-key': 'first-key-12345', authorization: 'Bearer first-key-12345' } }),
    true,
  )
  t.equal(
    check({ headers: { 'x-api-key': 'first-key-12345', authorization: 'Basic Zm9vOmJhcg==' } }),
    true,
    'another scheme in Authorization belongs to a proxy and is not looked at',
  )
})

t.test('keeps out whoever does not', async (t) => {
  t.equal(check({ headers: {} }), false)
  t.equal(check({ headers: { authorization: 'first-key-12345' } }), false)
  t.equal(check({ headers: { authorization: 'Bearer ' } }), false)
  t.equal(check({ headers: { authorization: 'Bearer first-key-1234' } }), false)
  t.equal(check({ headers: { authorization: 'Bearer first-key-12345 second-key-6789' } }), false)
  t.equal(check({ headers: { 'x-api-key': '' } }), false)
  t.equal(
    check({ headers: { 'x-api-key': 'first-key-12345', authorization: 'Bearer second-key-6789' } }),
    false,
    'two keys that differ are nobody',
  )
})

t.test('lets nobody in without keys, not even with an empty one', async (t) => {
  t.equal(checkFor([])({ headers: { 'x-api-key': 'anything' } }), false)
  t.equal(checkFor([''])({ headers: { authorization: 'Bearer ' } }), false)
})
