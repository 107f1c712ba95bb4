import t from 'tap'
import { createVectoriser, fitVocabulary } from '../../../src/classify/model/features/vectoriser.ts'
import { confidenceOf, fitConfidence, readStanding } from '../../../src/classify/model/learn/confidence.ts'
import { foldRows } from '../../../src/classify/model/learn/fold-rows.ts'
import { groupNearDuplicates } from '../../../src/classify/model/learn/group-near-duplicates.ts'
import { scoreRows } from '../../../src/classify/model/learn/linear-scores.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { compressWeights, scoreText } from '../../../src/classify/model/sparse-classes.ts'

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
  const vectoriser = createVectoriser(fitVocabulary(texts, 1))
  const rows = vectoriser.readAll(texts)
  const random = createRandom(1)
  const weights = Float32Array.from({ length: rows.width * 3 }, (_, at) =>
    at % 3 === 0 ? 0 : random() - 0.5,
  )
  const biases = Float32Array.from([0.1, -0.2, 0])
  const exact = scoreRows(rows, { weights, biases, width: rows.width })
  const compressed = compressWeights({ weights, biases, width: rows.width })
  t.ok(compressed.values.length <= (rows.width * 3 * 2) / 3, 'zeros are left out')
  const scores = new Float64Array(3)
  texts.forEach((text, row) => {
    scoreText(compressed, vectoriser.read(text), scores)
    scores.forEach((score, klass) => {
      t.ok(Math.abs(score - (exact[row * 3 + klass] ?? 0)) < 0.02)
    })
  })
  scoreText(compressed, vectoriser.read(''), scores)
  t.ok(scores.every((score, klass) => Math.abs(score - (biases[klass] ?? 0)) < 1e-6))
  const empty = compressWeights({ weights: new Float32Array(4), biases: new Float32Array(2), width: 2 })
  t.equal(empty.values.length, 0)
  t.throws(
    () => compressWeights({ weights: new Float32Array(0), biases: new Float32Array(65_537), width: 0 }),
    RangeError,
  )
})
