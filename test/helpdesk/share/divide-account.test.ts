import fc from 'fast-check'
import t from 'tap'
import { type Claim, divideAccount } from '../../../src/helpdesk/share/divide-account.ts'

const divide = (units: number, needs: number[], turn = 0) => {
  const claims = needs.map((needed, index): Claim => ({ name: String.fromCharCode(97 + index), needed }))
  const divided = divideAccount(units, claims, turn)
  return claims.map(({ name }) => divided.get(name))
}

t.test('divides equally where nobody waits, what is left over by name', async (t) => {
  t.same(divide(80, [0]), [80])
  t.same(divide(80, [0, 0, 0]), [27, 27, 26])
  t.same(divide(2, [0, 0, 0]), [1, 1, 0])
  t.same(divide(0, [0, 0]), [0, 0])
})

t.test('divides equally among those who all wait', async (t) => {
  t.same(divide(80, [1, 1]), [40, 40])
  t.same(divide(100, [1, 1, 1]), [34, 33, 33])
})

t.test('leaves an idle one 5 % or 4 units, and all idle ones 8 % together', async (t) => {
  t.same(divide(400, [1, 0]), [380, 20])
  t.same(divide(80, [1, 0]), [76, 4])
  t.same(divide(80, [0, 1, 0, 0]), [2, 74, 2, 2])
  t.same(divide(20, [1, 0, 0]), [18, 1, 1])
  t.same(divide(10, [3, 3, 0, 0]), [4, 4, 1, 1])
  t.same(divide(3, [1, 0, 0, 0]), [3, 0, 0, 0])
})

t.test('gives first what a dear call needs', async (t) => {
  t.same(divide(10, [1, 6]), [4, 6])
  t.same(divide(10, [1, 1, 5]), [3, 2, 5])
  t.same(divide(6, [3, 3, 0]), [3, 3, 0])
})

t.test('lets them take turns where there is not enough', async (t) => {
  t.same(divide(2, [1, 1, 1], 0), [1, 1, 0])
  t.same(divide(2, [1, 1, 1], 1), [0, 1, 1])
  t.same(divide(2, [1, 1, 1], 2), [1, 0, 1])
  t.same(divide(2, [1, 1, 1], -1), [1, 0, 1])
  t.same(divide(4, [3, 3, 0], 1), [0, 3, 0])
  t.same(divide(2, [9, 1], 0), [2, 0], 'dearer than everything: all of it')
})

t.test('never gives more than there is, gives all of it, and everybody has a turn', async (t) => {
  const property = fc.property(
    fc.integer({ min: 0, max: 2000 }),
    fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 0, max: 1_000_000 }),
    (units, needs, turn) => {
      const given = divide(units, needs, turn).map((each) => each ?? Number.NaN)
      const sum = given.reduce((total, each) => total + each, 0)
      const needed = needs.reduce((total, need) => total + Math.min(need, units), 0)
      const enough = needed <= units
      const whole = given.every((each) => Number.isInteger(each) && each >= 0)
      const met = needs.every((need, index) => (given[index] ?? 0) >= Math.min(need, units))
      const turns = needs.map((_, index) => divide(units, needs, turn + index))
      const served = needs.every(
        (need, index) => units === 0 || turns.some((each) => (each[index] ?? 0) >= Math.min(need, units)),
      )
      return whole && served && (enough ? met && sum === units : sum <= units)
    },
  )
  fc.assert(property, { numRuns: 2000, seed: 5 })
  t.pass('2000 divisions')
})
