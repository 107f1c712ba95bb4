import t from 'tap'
import { createVectoriser, fitVocabulary } from '../../../src/classify/model/features/vectoriser.ts'
import { scoreRows } from '../../../src/classify/model/learn/linear-scores.ts'
import { minimise } from '../../../src/classify/model/learn/minimise.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { trainLogistic } from '../../../src/classify/model/learn/train-logistic.ts'
import { trainSvm } from '../../../src/classify/model/learn/train-svm.ts'
import { pickRows, type SparseRows } from '../../../src/classify/model/sparse-rows.ts'

const svm = { c: 1, balance: 0, tolerance: 0.001, mostRounds: 1000, seed: 1 }

const texts = [
  'pago doble',
  'factura pago',
  'no llega paquete',
  'paquete tarde',
  'pago rechazado',
  'paquete roto',
]
const labels = Int32Array.from([0, 0, 1, 1, 0, 1])
const read = () => {
  const vectoriser = createVectoriser(fitVocabulary(texts, 1))
  return { rows: vectoriser.readAll(texts), vectoriser }
}
const bestOf = (scores: Float32Array, classes: number) =>
  Array.from({ length: scores.length / classes }, (_, row) => {
    const own = [...scores.slice(row * classes, (row + 1) * classes)]
    return own.indexOf(Math.max(...own))
  })
const dense = (matrix: number[][]): SparseRows => ({
  starts: Int32Array.from([0, ...matrix.map((row, index) => (index + 1) * row.length)]),
  columns: Int32Array.from(matrix.flatMap((row) => row.map((_, column) => column))),
  values: Float32Array.from(matrix.flat()),
  height: matrix.length,
  width: matrix[0]?.length ?? 0,
})

t.test('a machine for each class tells the classes apart', async (t) => {
  const { rows, vectoriser } = read()
  const weights = new Float32Array(2 * rows.width)
  const biases = Float32Array.from([0, 1], (klass) =>
    trainSvm(rows, labels, klass, svm, weights.subarray(klass * rows.width, (klass + 1) * rows.width)),
  )
  const model = { weights, biases, width: rows.width }
  t.same(bestOf(scoreRows(rows, model), 2), [...labels])
  t.same(bestOf(scoreRows(vectoriser.readAll(['mi pago', 'mi paquete']), model), 2), [0, 1])
})

t.test('the machine solves its problem: weights and bias as of a known solution', async (t) => {
  // Two points at -1 and 1 with C: the dual has one variable for each, alpha = 1 / (2 x^2 + 1 / 2C) by symmetry, without a bias.
  const rows = dense([[-1], [1]])
  const weights = new Float32Array(1)
  const bias = trainSvm(rows, Int32Array.from([1, 0]), 0, { ...svm, tolerance: 1e-8 }, weights)
  t.ok(Math.abs(bias) < 1e-6)
  t.ok(Math.abs((weights[0] ?? 0) - 2 / 2.5) < 1e-5, `${weights[0]}`)
})

t.test('the same seed gives the same weights to the last bit, another seed the same solution', async (t) => {
  const { rows } = read()
  const train = (seed: number) => {
    const weights = new Float32Array(rows.width)
    trainSvm(rows, labels, 0, { ...svm, seed, tolerance: 1e-6 }, weights)
    return weights
  }
  t.same(train(7), train(7))
  const [one, other] = [train(7), train(8)]
  t.ok(one.every((weight, at) => Math.abs(weight - (other[at] ?? 0)) < 1e-3))
})

t.test('balance and row weights move the border', async (t) => {
  const rows = dense([[1], [0.9], [0.8], [-0.2]])
  const few = Int32Array.from([0, 0, 0, 1])
  const scoreOf = (options: object) => {
    const weights = new Float32Array(1)
    const bias = trainSvm(rows, few, 1, { ...svm, ...options }, weights)
    return -0.2 * (weights[0] ?? 0) + bias
  }
  t.ok(scoreOf({ balance: 1 }) > scoreOf({}))
  t.ok(scoreOf({ rowWeights: Float32Array.from([1, 1, 1, 5]) }) > scoreOf({}))
})

t.test('a class without rows and rows without values do no harm', async (t) => {
  const weights = new Float32Array(1)
  const bias = trainSvm(dense([[1], [2]]), Int32Array.from([0, 0]), 1, svm, weights)
  t.ok(Number.isFinite(bias) && bias < 0)
  const empty: SparseRows = {
    starts: Int32Array.from([0, 0, 0]),
    columns: new Int32Array(0),
    values: new Float32Array(0),
    height: 2,
    width: 1,
  }
  t.ok(Number.isFinite(trainSvm(empty, Int32Array.from([0, 1]), 0, svm, weights)))
})

t.test('logistic regression tells the classes apart, and gives probabilities that fit', async (t) => {
  const { rows, vectoriser } = read()
  const model = trainLogistic(rows, labels, 2, { c: 40, mostSteps: 60, tolerance: 1e-5 })
  t.same(bestOf(scoreRows(rows, model), 2), [...labels])
  t.same(bestOf(scoreRows(vectoriser.readAll(['mi pago', 'mi paquete']), model), 2), [0, 1])
  // Without anything to go by, the biases are the shares of the classes.
  const nothing = { ...dense([[0], [0], [0], [0]]), width: 1 }
  const shares = trainLogistic(nothing, Int32Array.from([0, 0, 0, 1]), 2, {
    c: 1,
    mostSteps: 100,
    tolerance: 1e-9,
  })
  t.ok(Math.abs((shares.biases[0] ?? 0) - (shares.biases[1] ?? 0) - Math.log(3)) < 0.01)
})

const flat = (_: Float32Array, gradient: Float32Array) => {
  gradient.fill(0)
  return 1
}

t.test('minimise finds the bottom of a bowl, and stops where nothing slopes', async (t) => {
  const point = Float32Array.from([5, -3, 2])
  const value = minimise(
    (at, gradient) => {
      let sum = 0
      at.forEach((x, index) => {
        const [centre, width] = [index, 1 + index * 10]
        gradient[index] = 2 * width * (x - centre)
        sum += width * (x - centre) ** 2
      })
      return sum
    },
    point,
    { mostSteps: 50, tolerance: 1e-9 },
  )
  t.ok(value < 1e-4, `${value}`)
  point.forEach((x, index) => {
    t.ok(Math.abs(x - index) < 0.01)
  })
  t.equal(minimise(flat, Float32Array.from([1]), { mostSteps: 5, tolerance: 0 }), 1)
})

t.test('rows can be picked, again and in any order', async (t) => {
  const rows = dense([
    [1, 2],
    [3, 4],
    [5, 6],
  ])
  const picked = pickRows(rows, [2, 0, 2])
  t.same([...picked.values], [5, 6, 1, 2, 5, 6])
  t.same([...picked.starts], [0, 2, 4, 6])
  t.equal(pickRows(rows, []).height, 0)
})

t.test('random numbers are spread, and come again for a seed', async (t) => {
  const [one, other] = [createRandom(1), createRandom(1)]
  const numbers = Array.from({ length: 1000 }, one)
  t.same(numbers, Array.from({ length: 1000 }, other))
  t.ok(numbers.every((number) => number >= 0 && number < 1))
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  t.ok(Math.abs(mean - 0.5) < 0.05)
})
