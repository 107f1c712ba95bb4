import t from 'tap'
import type { Comparison } from '../../src/classify/model/compare/compare-judged.ts'
import { decideAdoption, type Fresh, type InUse } from '../../src/training/learn/decide-adoption.ts'
import { describePromotion } from '../../src/training/learn/describe-promotion.ts'

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

const paired = (given: Partial<Comparison>): Comparison => ({
  texts: 300,
  onlyFirst: 0,
  onlySecond: 0,
  accuracy: 0,
  chance: 1,
  macroF1: 0.03,
  macroF1Interval: { from: -0.01, to: 0.07 },
  ...given,
})
const onNewer = (given: Partial<Comparison>) => new Map([['category' as const, paired(given)]])
const better = { chance: 0.01, onlyFirst: 10, onlySecond: 26 }

t.test('what nobody looks at goes into use only when it has shown that it is better', async (t) => {
  const decide = (given: Partial<Comparison>) =>
    decideAdoption('when-better', figures(0.9), inUse(0.5), onNewer(given))
  t.match(decide({}), { adopt: false, why: 'no-better', texts: 300 }, 'higher figures alone are not enough')
  t.match(decide(better), {
    adopt: true,
    why: 'better',
    target: 'category',
    texts: 300,
    by: 0.03,
    chance: 0.01,
  })
  t.match(decide({ macroF1Interval: { from: 0.01, to: 0.07 } }), { why: 'no-better' }, 'one test decides')
  t.match(decide({ ...better, onlyFirst: 26, onlySecond: 10 }), { adopt: false, why: 'worse', onSame: true })
  t.match(decide({ ...better, texts: 49 }), { adopt: false, why: 'few-newer', texts: 49 })
  t.match(decideAdoption('when-better', figures(0.9), inUse(0.5), none), { why: 'few-newer', texts: 0 })
  t.match(decideAdoption('when-better', figures(0.9), null, none), { adopt: true, why: 'first' })
})

t.test('the more targets are looked at, the more it takes to be better', async (t) => {
  const names = ['category', 'type', 'group', 'priority'] as const
  const targets = names.map((target) => ({ target, about: about(0.5) }))
  const decide = (chance: number, texts = 300) =>
    decideAdoption(
      'when-better',
      { encoder: null, targets },
      { ...inUse(0.5), targets },
      new Map(
        names.map((target) => [
          target,
          paired(
            target === 'group' ? { ...better, chance } : { texts, chance: 0.04, onlyFirst: 5, onlySecond: 5 },
          ),
        ]),
      ),
    )
  t.match(decide(0.013), { adopt: false, why: 'no-better' }, 'one of four may come out so by chance')
  t.match(decide(0.012), { adopt: true, why: 'better', target: 'group' })
  t.match(decide(0.013, 49), { adopt: true, target: 'group' }, 'those that nothing tells are not looked at')
})

t.test('better for one target does not make up for worse for another', async (t) => {
  const both: InUse = {
    ...inUse(0.5),
    targets: [...inUse(0.5).targets, { target: 'type', about: about(0.5) }],
  }
  const fresh = { encoder: null, targets: both.targets }
  const compared = new Map([
    ['category' as const, paired(better)],
    ['type' as const, paired({ macroF1: -0.2, macroF1Interval: { from: -0.3, to: -0.1 } })],
  ])
  t.match(decideAdoption('when-better', fresh, both, compared), { why: 'worse', target: 'type', by: 0.2 })
  const unused: InUse = {
    ...both,
    targets: [...inUse(0.5).targets, { target: 'type', about: about(0.5, { coverage: 0 }) }],
  }
  t.match(
    decideAdoption('when-better', fresh, unused, compared),
    { adopt: true },
    'unless it never decides there',
  )
  t.match(decideAdoption('when-better', figures(0.9), both, compared), { why: 'lacks', targets: ['type'] })
})

t.test('what ships stays where it is as good and tells as much', async (t) => {
  const starter = { ...inUse(0.9), name: 'starter', isStarter: true }
  const decide = (fresh: Fresh, compared: ReadonlyMap<'category', Comparison>) =>
    decideAdoption('when-better', fresh, starter, compared)
  t.match(decide(figures(0.9), none), { adopt: true, why: 'first' }, 'the categories are others')
  t.match(decide(figures(0.9), onNewer({})), { adopt: false, why: 'no-better', against: 'starter' })
  t.match(decide(figures(0.9), onNewer({ texts: 20 })), { adopt: false, why: 'few-newer' })
  t.match(decide(figures(0.9), onNewer(better)), { adopt: true, why: 'better' })
  const more = {
    encoder: null,
    targets: [...figures(0.9).targets, { target: 'group' as const, about: about(0.8) }],
  }
  t.match(decide(more, onNewer({})), { adopt: true, why: 'first' }, 'it tells groups besides')
})

t.test('why it went into use can be read later', async (t) => {
  const shown = {
    adopt: true,
    why: 'better',
    against: '20261101-100000',
    target: 'category',
    texts: 312,
  } as const
  t.equal(
    describePromotion({ ...shown, by: 0.042, chance: 0.003 }),
    'better than 20261101-100000: category, macro-F1 +4.2 points on 312 newer tickets, by chance with 0.3 %',
  )
  t.match(describePromotion({ ...shown, by: -0.001, chance: 0.0001 }), /-0\.1 points .* less than 0\.1 %/)
})
