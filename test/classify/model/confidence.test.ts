import t from 'tap'
import { createScorer } from '../../../src/classify/model/create-scorer.ts'
import { createVectoriser } from '../../../src/classify/model/features/vectoriser.ts'
import { createBucketIndex } from '../../../src/classify/model/learn/bucket-index.ts'
import { confidenceOf, fitConfidence, readStanding } from '../../../src/classify/model/learn/confidence.ts'
import { foldRows } from '../../../src/classify/model/learn/fold-rows.ts'
import { groupNearDuplicates } from '../../../src/classify/model/learn/group-near-duplicates.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { uniteGroups } from '../../../src/classify/model/learn/unite-groups.ts'
import { compressClass, gatherClasses } from '../../../src/classify/model/sparse-classes.ts'
import { readTexts } from './read-texts.ts'

/** Scores of two classes, the first of which is right with the probability that its scores say, `sharpness` times too sure. */
const drawScores = (rows: number, sharpness: number) => {
  const random = createRandom(3)
  const scores = new Float32Array(rows * 2)
  const labels = new Int32Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const logOdds = random() * 4
    scores[row * 2] = logOdds * sharpness
    labels[row] = random() < 1 / (1 + Math.exp(-logOdds)) ? 0 : 1
  }
  return { scores, labels }
}

t.test('a confidence means what it says, however sure the scores were of themselves', async (t) => {
  for (const sharpness of [0.2, 1, 5]) {
    const { scores, labels } = drawScores(4000, sharpness)
    const confidence = fitConfidence(scores, labels, 2)
    for (const [low, high] of [
      [0.5, 0.7],
      [0.7, 0.85],
      [0.85, 0.95],
      [0.95, 1],
    ] as const) {
      let [rows, sure, right] = [0, 0, 0]
      labels.forEach((label, row) => {
        const standing = readStanding(scores, row * 2, 2, confidence.temperature)
        const probability = confidenceOf(confidence, standing)
        if (probability < low || probability >= high) return
        rows += 1
        sure += probability
        if (standing.first === label) right += 1
      })
      t.ok(rows > 200, `${rows} rows`)
      t.ok(Math.abs(sure - right) / rows < 0.04, `${sharpness}: ${sure / rows} is ${right / rows}`)
    }
  }
})

t.test('a standing tells first, second, and what is between them', async (t) => {
  const standing = readStanding([9, 9, 0.5, -1, 2], 2, 3, 1)
  t.match(standing, { first: 2, second: 0, margin: 2, gap: 1.5 })
  t.ok(Math.abs(standing.logOdds + Math.log(Math.exp(-1.5) + Math.exp(-3))) < 1e-9)
  t.match(readStanding([1, 3], 0, 2, 1), { first: 1, second: 0 })
  t.match(readStanding([3, 1], 0, 2, 1), { first: 0, second: 1 })
  const alone = readStanding([0.4], 0, 1, 1)
  t.match(alone, { first: 0, second: -1 })
  t.ok(Number.isFinite(alone.logOdds))
})

t.test('scores that are all right, all wrong or all the same give a confidence all the same', async (t) => {
  const right = { scores: Float32Array.from([5, 0, 5, 0]), labels: Int32Array.from([0, 0]) }
  const wrong = { scores: Float32Array.from([5, 0, 5, 0]), labels: Int32Array.from([1, 1]) }
  const flat = { scores: new Float32Array(8), labels: Int32Array.from([0, 1, 0, 1]) }
  for (const { scores, labels } of [right, wrong, flat]) {
    const confidence = fitConfidence(scores, labels, 2)
    const probability = confidenceOf(confidence, readStanding(scores, 0, 2, confidence.temperature))
    t.ok(probability > 0 && probability < 1, `${probability}`)
  }
})

t.test('folds keep groups together and spread each class', async (t) => {
  const labels = Int32Array.from({ length: 300 }, (_, row) => (row % 10 === 0 ? 1 : 0))
  const groups = Int32Array.from({ length: 300 }, (_, row) => (row < 30 ? 0 : row))
  const folds = foldRows(labels, groups, { folds: 5, classes: 2, seed: 1 })
  t.equal(new Set(folds.slice(0, 30)).size, 1)
  t.same(foldRows(labels, groups, { folds: 5, classes: 2, seed: 1 }), folds)
  for (let fold = 0; fold < 5; fold += 1) {
    const rows = [...labels.keys()].filter((row) => folds[row] === fold)
    t.equal(rows.length, 60)
    t.equal(rows.filter((row) => labels[row] === 1).length, 6)
  }
})

t.test('rows of no class are spread over folds too', async (t) => {
  const labels = Int32Array.from({ length: 50 }, (_, row) => (row < 10 ? -1 : 0))
  const folds = foldRows(labels, Int32Array.from(labels.keys()), { folds: 5, classes: 1, seed: 1 })
  for (let fold = 0; fold < 5; fold += 1)
    t.equal([...labels.keys()].filter((row) => folds[row] === fold && labels[row] === -1).length, 2)
})

t.test('groups by likeness and groups by name hang together', async (t) => {
  const groups = uniteGroups(Int32Array.from([0, 1, 0, 3, 4, 5]), ['a', 'b', undefined, 'b', 'a', undefined])
  t.same([...groups], [0, 1, 0, 1, 0, 5])
  // Row 3 is like row 2, of the same thread as row 1, which is like row 0.
  t.equal(new Set(uniteGroups(Int32Array.from([0, 0, 2, 2]), [undefined, 'x', 'x', undefined])).size, 1)
})

t.test('rows are found under their key, in the order in which they came', async (t) => {
  const index = createBucketIndex(3000, 3)
  const random = createRandom(2)
  const keys = Array.from({ length: 500 }, () => Math.floor((random() - 0.5) * 2 ** 32))
  for (const round of [0, 1, 2, 3]) for (const [at, key] of keys.entries()) index.add(key, round * 1000 + at)
  const rowsOf = (key: number) => {
    const rows: number[] = []
    index.find(key, (row) => rows.push(row) < 0)
    return rows
  }
  t.ok(keys.every((key, at) => rowsOf(key).join() === `${at},${1000 + at},${2000 + at}`))
  t.equal(
    index.find(keys[7] ?? 0, (row) => row > 1000),
    1007,
  )
  t.equal(
    index.find(12_345, () => true),
    -1,
  )
})

t.test('near-duplicates are one group, other texts are none', async (t) => {
  const template = 'su pedido numero uno no ha llegado y quiero saber cuando llega a mi casa por favor'
  const texts = [
    template,
    'no puedo entrar en mi cuenta desde ayer',
    `${template} gracias`,
    'me han cobrado dos veces la factura',
    template,
    '',
    '',
  ]
  const groups = groupNearDuplicates(texts)
  t.equal(groups[0], groups[2])
  t.equal(groups[0], groups[4])
  t.equal(
    new Set([groups[0], groups[1], groups[3], groups[5], groups[6]]).size,
    5,
    'what says nothing is alone',
  )
})

t.test('compressed weights give nearly the same scores', async (t) => {
  const texts = ['la factura de mayo', 'no llega el paquete', 'no puedo entrar']
  const { corpus, vocabulary } = await readTexts(texts)
  const vectoriser = createVectoriser(vocabulary)
  const random = createRandom(1)
  const weights = [0, 1, 2].map((klass) =>
    Float32Array.from({ length: corpus.width }, (_, at) => (at % 3 === klass ? 0 : random() - 0.5)),
  )
  const biases = [0.1, -0.2, 0]
  const compressed = gatherClasses(
    weights.map((own, klass) => compressClass(own, biases[klass] ?? 0)),
    corpus.width,
  )
  t.ok(compressed.values.length <= (corpus.width * 3 * 2) / 3, 'zeros are left out')
  const scoreText = createScorer(compressed)
  const scores = new Float64Array(3)
  for (const text of texts) {
    const { columns, values, length } = vectoriser.read(text)
    scoreText({ columns, values, length }, scores)
    scores.forEach((score, klass) => {
      let exact = biases[klass] ?? 0
      for (let at = 0; at < length; at += 1)
        exact += (weights[klass]?.[columns[at] ?? 0] ?? 0) * (values[at] ?? 0)
      t.ok(Math.abs(score - exact) < 0.02)
    })
  }
  scoreText(vectoriser.read(''), scores)
  t.ok(scores.every((score, klass) => Math.abs(score - (biases[klass] ?? 0)) < 1e-6))
  t.equal(gatherClasses([compressClass(new Float32Array(2), 0)], 2).values.length, 0)
  const one = compressClass(new Float32Array(0), 0)
  t.throws(
    () =>
      gatherClasses(
        Array.from({ length: 65_537 }, () => one),
        0,
      ),
    RangeError,
  )
})
