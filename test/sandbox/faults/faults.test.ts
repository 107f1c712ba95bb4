import t from 'tap'
import { ZodError } from 'zod'
import { createFaults } from '../../../src/sandbox/faults/create-faults.ts'
import { createRandom } from '../../../src/sandbox/faults/create-random.ts'
import type { Match } from '../../../src/sandbox/faults/fault.ts'
import { isPathMatch } from '../../../src/sandbox/faults/is-path-match.ts'
import { createManualClock } from '../open-sandbox.ts'

const open = () => {
  const clock = createManualClock(0)
  const faults = createFaults({ after: clock.after, seed: 7 })
  const meet = (method = 'POST', path = '/tickets') =>
    faults.meet({ method, path, at: clock.now() }).effect?.kind ?? null
  return { clock, faults, meet }
}

t.test('a fault is played on the calls that it matches', async (t) => {
  const cases: [Match, string, string, boolean][] = [
    [{}, 'GET', '/x', true],
    [{ method: 'post' }, 'POST', '/tickets', true],
    [{ method: 'POST' }, 'GET', '/tickets', false],
    [{ path: '/tickets' }, 'POST', '/tickets', true],
    [{ path: '/tickets' }, 'POST', '/tickets/1', false],
    [{ path: '/tickets/*/notes' }, 'POST', '/tickets/7/notes', true],
  ]
  for (const [match, method, path, expected] of cases) {
    const { faults, meet } = open()
    faults.add({ kind: 'drop' }, match)
    t.equal(meet(method, path) === 'drop', expected, JSON.stringify(match))
  }
})

t.test('paths match by segments', async (t) => {
  t.ok(isPathMatch('/tickets/**', '/tickets/1/notes'))
  t.ok(isPathMatch('/**', '/x'))
  t.notOk(isPathMatch('/tickets/*', '/tickets/'))
  t.notOk(isPathMatch('/tickets/*', '/tickets/1/notes'))
  t.notOk(isPathMatch('/tickets/*/notes', '/tickets/1'))
  t.notOk(isPathMatch('/tic.ets', '/tickets'))
})

t.test('only the nth, only so many times, only between times', async (t) => {
  const nth = open()
  nth.faults.add({ kind: 'drop' }, { nth: 2 })
  t.same([nth.meet(), nth.meet(), nth.meet()], [null, 'drop', null])
  const count = open()
  count.faults.add({ kind: 'drop' }, { count: 2 })
  t.same([count.meet(), count.meet(), count.meet()], ['drop', 'drop', null])
  t.match(count.faults.list(), [{ seen: 3, played: 2 }])
  const times = open()
  times.faults.add({ kind: 'drop' }, { from: 10, until: 20 })
  const met = [0, 10, 10].map((ms) => {
    times.clock.advance(ms)
    return times.meet()
  })
  t.same(met, [null, 'drop', null])
})

t.test('a probability draws from the seed, the same each time', async (t) => {
  const draw = () => {
    const { faults, meet } = open()
    faults.add({ kind: 'drop' }, { probability: 0.2 })
    return Array.from({ length: 1000 }, () => meet())
  }
  const first = draw()
  t.same(draw(), first)
  const played = first.filter((kind) => kind === 'drop').length
  t.ok(played > 150 && played < 250, `${played} of 1000`)
  const numbers = Array.from({ length: 100 }, createRandom(1))
  t.ok(numbers.every((number) => number >= 0 && number < 1))
  t.not(createRandom(1)(), createRandom(2)())
})

t.test('the first that matches is played, field faults besides', async (t) => {
  const { faults } = open()
  faults.fieldFault('type', 'invalid_value', 'no')
  const remove = faults.add({ kind: 'hang' })
  faults.add({ kind: 'drop' })
  const { effect, fields } = faults.meet({ method: 'POST', path: '/tickets', at: 0 })
  t.equal(effect?.kind, 'hang')
  t.same(
    fields.map((fault) => fault.effect),
    [{ kind: 'field', field: 'type', code: 'invalid_value', message: 'no' }],
  )
  remove()
  t.equal(faults.meet({ method: 'POST', path: '/tickets', at: 0 }).effect?.kind, 'drop')
  const [first] = faults.list()
  t.ok(faults.remove(first?.id ?? 0))
  t.notOk(faults.remove(99))
  faults.clear()
  t.same(faults.list(), [])
})

t.test('a fault that does not exist is thrown back', async (t) => {
  const { faults } = open()
  t.throws(() => faults.add({ kind: 'status', status: 200 }), ZodError)
  t.throws(() => faults.add({ kind: 'drop' }, { probability: -0.1, nth: 0 }).call(null), ZodError)
})

t.test('down lasts until up, or for a time', async (t) => {
  const { clock, faults } = open()
  const heard: boolean[] = []
  const forget = faults.onDown((down) => heard.push(down))
  faults.down()
  faults.down()
  t.ok(faults.isDown())
  faults.up()
  faults.up()
  faults.down(1000)
  clock.advance(999)
  t.ok(faults.isDown())
  clock.advance(1)
  t.notOk(faults.isDown())
  faults.down(1000)
  faults.down()
  clock.advance(1000)
  t.ok(faults.isDown(), 'a later down without an end has none')
  faults.clear()
  t.same(heard, [true, false, true, false, true, false])
  forget()
  faults.down()
  t.equal(heard.length, 6)
})
