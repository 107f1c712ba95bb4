import t from 'tap'
import { readPath, takePath } from '../../src/intake/take-path.ts'
import { unnest } from '../../src/intake/unnest.ts'

t.test('double underscores make nesting', (t) => {
  t.same(unnest({ requester__email: 'a@b.co', requester__name: 'Ann', a__b__c: 1, plain: 2 }), {
    requester: { email: 'a@b.co', name: 'Ann' },
    a: { b: { c: 1 } },
    plain: 2,
  })
  t.end()
})

t.test('a nested name joins an object that is there', (t) => {
  t.same(unnest({ requester__email: 'a@b.co', requester: { name: 'Ann' } }), {
    requester: { name: 'Ann', email: 'a@b.co' },
  })
  t.end()
})

t.test('a name that would overwrite something stays as it is', (t) => {
  t.same(unnest({ a__b: 1, a: 'text' }), { a: 'text', a__b: 1 })
  t.same(unnest({ a__b: 1, a: { b: 2 } }), { a: { b: 2 }, a__b: 1 })
  t.end()
})

t.test('names with empty parts or too many parts stay as they are', (t) => {
  const deep = Array.from({ length: 40 }, () => 'x').join('__')
  for (const name of ['__a', 'a__', '____', 'a____b', deep])
    t.same(unnest({ [name]: 1 }), { [name]: 1 }, name)
  t.end()
})

t.test('no name reaches a prototype', (t) => {
  const result = unnest({ a__constructor__prototype__polluted: 1, toString__call: 2, x____proto____y: 3 })
  t.equal(Reflect.get({}, 'polluted'), undefined)
  t.ok(Object.hasOwn(result, 'toString'))
  t.equal(typeof Object.prototype.toString, 'function')
  t.end()
})

t.test('a body without such names is returned as it is', (t) => {
  const body = { a: 1, b_c: 2 }
  t.equal(unnest(body), body)
  t.end()
})

t.test('a path finds exact names first, then reaches into objects, own names only', (t) => {
  const body = { 'a.b': 1, a: { b: 2, c: { d: 3 } }, list: [{ x: 1 }] }
  t.equal(readPath(body, 'a.b'), 1)
  t.equal(readPath(body, 'a.c.d'), 3)
  for (const path of ['a.x', 'a.b.c', 'list.0.x', 'constructor', 'a.constructor.name', '', '.', 'a.']) {
    t.equal(readPath(body, path), undefined, path)
  }
  t.equal(takePath(body, 'a.c.d'), 3)
  t.same(body.a.c, {})
  t.equal(takePath(body, 'nope'), undefined)
  t.end()
})
