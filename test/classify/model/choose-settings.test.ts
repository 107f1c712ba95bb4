import t from 'tap'
import { chooseGuesses } from '../../../src/classify/model/learn/choose-guesses.ts'
import {
  candidateSettings,
  chooseSettings,
  defaultSettings,
} from '../../../src/classify/model/learn/choose-settings.ts'
import type { Settings } from '../../../src/classify/model/learn/lesson.ts'
import { measureScores } from '../../../src/classify/model/learn/measure-scores.ts'

const usual: Settings = { learner: 'svm', c: 1, balance: 0 }
const balanced: Settings = { learner: 'svm', c: 0.1, balance: 1 }

t.test('few rows a class are learnt by logistic regression, many by machines', async (t) => {
  const of = (rows: number, classes: number) =>
    defaultSettings({ rows, classes, columns: 1000, learner: undefined }).learner
  t.equal(of(770, 77), 'logistic')
  t.equal(of(4000, 8), 'svm')
  t.equal(of(100_000, 5000), 'svm', 'many classes are too much for it')
  t.equal(of(30, 1), 'svm')
  t.equal(defaultSettings({ rows: 10, classes: 1, columns: 9, learner: 'logistic' }).learner, 'svm')
})

t.test('other settings are tried where classes differ in size or are few', async (t) => {
  t.ok(candidateSettings(usual, [2994, 977, 247, 81, 27], undefined).length > 3)
  t.ok(candidateSettings(usual, [100, 90, 80], undefined).length > 1)
  t.same(
    candidateSettings(
      usual,
      Array.from({ length: 77 }, () => 130),
      undefined,
    ),
    [usual],
  )
  t.same(candidateSettings(usual, [50], undefined), [usual])
  t.same(candidateSettings({ learner: 'logistic', c: 40 }, [90, 9], 'logistic'), [
    { learner: 'logistic', c: 40 },
  ])
  const tried = candidateSettings(usual, [500, 5, 5], undefined)
  t.same(tried[0], usual)
  t.equal(new Set(tried.map((settings) => JSON.stringify(settings))).size, tried.length)
})

t.test('a setting is chosen for a macro-F1 that is better than by luck and costs no accuracy', async (t) => {
  const first = { settings: usual, accuracy: 0.86, macroF1: 0.36 }
  const choose = (accuracy: number, macroF1: number, texts = 2000) =>
    chooseSettings([first, { settings: balanced, accuracy, macroF1 }], texts)
  t.same(choose(0.855, 0.42), balanced)
  t.same(choose(0.82, 0.42), usual, 'too much accuracy for it')
  t.same(choose(0.86, 0.362), usual, 'may be luck')
  t.same(choose(0.86, 0.4, 20), usual, 'of so few texts it may be luck')
  t.same(chooseSettings([first], 0), usual)
})

t.test('scores are measured over classes that there are', async (t) => {
  const scores = [1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1]
  t.same(measureScores(scores, [0, 1, 1, -1], 3), { accuracy: 2 / 3, macroF1: (2 / 3 + 2 / 3) / 2 })
  t.same(measureScores([], [], 3), { accuracy: 0, macroF1: 0 })
})

t.test('of each class the surest texts are guessed, and no class swallows the others', async (t) => {
  const scores = Float32Array.from([9, 0, 1, 0, 5, 0, 7, 0, 0, 2, 3, 0])
  const guess = (share: number, priors: number[]) =>
    chooseGuesses(scores, { priors: Float64Array.from(priors), share, temperature: 1 })
  t.same(guess(0.4, [0.9, 0.1]), [
    { index: 0, klass: 0 },
    { index: 3, klass: 0 },
    { index: 4, klass: 1 },
  ])
  t.same(guess(1, [0.2, 0.8]), [
    { index: 0, klass: 0 },
    { index: 3, klass: 0 },
    { index: 4, klass: 1 },
  ])
  t.same(chooseGuesses(new Float32Array(0), { priors: Float64Array.of(1), share: 1, temperature: 1 }), [])
})
