import t from 'tap'
import type { Comparison } from '../../src/classify/model/compare/compare-judged.ts'
import { decideAdoption, type Fresh, type InUse } from '../../src/training/learn/decide-adoption.ts'

const about = (macroF1: number, { texts = 10_000, coverage = 0.5 } = {}) => ({ macroF1, texts, coverage })
const figures = (macroF1: number, texts?: number): Fresh & Pick<InUse, 'targets'> => ({
  encoder: null,
  targets: [{ target: 'category', about: about(macroF1, { texts }) }],
})
const inUse = (macroF1: number, texts?: number): InUse => ({
  name: '20261101-100000',
  isStarter: false,
  ...figures(macroF1, texts),
})
const compared = (macroF1: number, to: number, texts = 80) =>
  new Map([
    [
      'category' as const,
      {
        texts,
        onlyFirst: 0,
        onlySecond: 0,
        accuracy: 0,
        chance: 1,
        macroF1,
        macroF1Interval: { from: -1, to },
      } satisfies Comparison,
    ],
  ])
const none = new Map()

t.test('what was asked for is done', async (t) => {
  t.match(decideAdoption('always', figures(0.1), inUse(0.9), none), { adopt: true, why: 'asked' })
  t.match(decideAdoption('never', figures(0.9), null, none), { adopt: false, why: 'not-asked' })
})

t.test('what ships gives way to what was learnt here', async (t) => {
  t.match(decideAdoption('when-as-good', figures(0.1), null, none), { adopt: true, why: 'first' })
  const starter = { ...inUse(0.9), name: 'starter', isStarter: true }
  t.match(decideAdoption('when-as-good', figures(0.1), starter, none), { adopt: true, why: 'first' })
})

t.test('without tickets that neither has seen, the figures of both trainings count', async (t) => {
  t.match(decideAdoption('when-as-good', figures(0.795), inUse(0.8), none), { adopt: true, why: 'as-good' })
  t.match(decideAdoption('when-as-good', figures(0.78), inUse(0.8), none), { why: 'worse', onSame: false })
  t.match(decideAdoption('when-as-good', figures(0.78, 160), inUse(0.8, 150), none), { adopt: true })
  t.match(decideAdoption('when-as-good', figures(0.7, 160), inUse(0.8, 150), none), { why: 'worse' })
  const few = compared(-0.5, -0.4, 49)
  t.match(decideAdoption('when-as-good', figures(0.8), inUse(0.8), few), { adopt: true })
})

t.test('on the same tickets chance is told from difference', async (t) => {
  const worse = decideAdoption('when-as-good', figures(0.9), inUse(0.5), compared(-0.1, -0.02))
  t.match(worse, { adopt: false, why: 'worse', by: 0.1, onSame: true })
  t.match(decideAdoption('when-as-good', figures(0.4), inUse(0.9), compared(-0.1, 0.01)), { adopt: true })
})

t.test('a target is not lost by itself', async (t) => {
  const both = (coverage: number): InUse => ({
    ...inUse(0.5),
    targets: [...inUse(0.5).targets, { target: 'priority', about: about(0.5, { coverage }) }],
  })
  t.match(decideAdoption('when-as-good', figures(0.9), both(0.1), none), {
    why: 'lacks',
    targets: ['priority'],
  })
  const never = decideAdoption('when-as-good', figures(0.9), both(0), none)
  t.match(never, { adopt: true, why: 'as-good' }, 'what is never decided is no loss')
})
