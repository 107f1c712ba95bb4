import t from 'tap'
import { evaluate } from '../../../../src/classify/model/evaluate/evaluate.ts'
import { findMergeablePairs } from '../../../../src/classify/model/evaluate/find-mergeable-pairs.ts'
import type { Judged } from '../../../../src/classify/model/judged.ts'
import { judgedRow, times } from './judged-rows.ts'

const labels = Array.from({ length: 10 }, (_, place) => `class ${place}`)
const right = labels.flatMap((label) => times(40, judgedRow(label, label)))
const pairsOf = (...judged: Judged[]) => findMergeablePairs(evaluate([...right, ...judged], { labels }))

t.test('classes that are taken for one another both ways are named with what merging brings', async (t) => {
  const [pair, ...others] = pairsOf(
    ...times(10, judgedRow('class 1', 'class 2')),
    ...times(8, judgedRow('class 2', 'class 1')),
    judgedRow('class 3', 'class 4'),
    judgedRow('class 4', 'class 3'),
  )
  t.match(pair, { labels: ['class 1', 'class 2'], texts: [10, 8], share: 18 / 98, gain: 18 / 420 })
  t.ok((pair?.expected ?? 9) < 3, `${pair?.expected} by luck`)
  t.same(others, [])
})

t.test('one direction alone is no reason to merge', async (t) => {
  t.same(pairsOf(...times(20, judgedRow('class 1', 'class 2'))), [])
})

t.test('mistakes that go everywhere are no reason either', async (t) => {
  const everywhere = labels.flatMap((label) =>
    labels.filter((other) => other !== label).flatMap((other) => times(3, judgedRow(label, other))),
  )
  t.same(pairsOf(...everywhere), [])
})

t.test('two classes of two are confused with each other by nature', async (t) => {
  const judged = [
    ...times(30, judgedRow('a', 'a')),
    ...times(10, judgedRow('a', 'b')),
    ...times(10, judgedRow('b', 'a')),
    ...times(30, judgedRow('b', 'b')),
  ]
  t.same(findMergeablePairs(evaluate(judged, { labels: ['a', 'b'] })), [])
})
