import t from 'tap'
import { createHandoffIds, lowestIdAt } from '../../src/ledger/handoff-id.ts'

const now = Date.UTC(2026, 10, 21)

t.test('makes ids that are unique, rising and well formed, however many in a millisecond', async (t) => {
  const newId = createHandoffIds()
  const ids = Array.from({ length: 5000 }, (_, at) => newId(now + Math.floor(at / 1000)))
  t.equal(new Set(ids).size, ids.length)
  t.same(ids, [...ids].sort())
  t.ok(ids.every((id) => /^ho_[0-9a-hjkmnp-tv-z]{26}$/.test(id)))
})

t.test('goes on rising when the clock steps back', async (t) => {
  const newId = createHandoffIds()
  const ids = [newId(now), newId(now - 60_000), newId(now - 1), newId(now + 1)]
  t.same(ids, [...ids].sort())
})

t.test('never agrees with another process', async (t) => {
  const one = createHandoffIds()
  const other = createHandoffIds()
  const ids = Array.from({ length: 500 }, (_, at) => [one(now + at), other(now + at)]).flat()
  t.equal(new Set(ids).size, 1000)
})

t.test('encodes the time as a ULID does', async (t) => {
  // The example of https://github.com/ulid/spec: 01ARZ3NDEK is 1469922850259.
  t.equal(lowestIdAt(1469922850259).slice(3, 13), '01arz3ndek')
  t.equal(createHandoffIds()(1469922850259).slice(0, 13), 'ho_01arz3ndek')
  t.ok(createHandoffIds()(now) >= lowestIdAt(now))
  t.ok(createHandoffIds()(now) < lowestIdAt(now + 1))
  t.equal(lowestIdAt(-5), `ho_${'0'.repeat(26)}`)
})
