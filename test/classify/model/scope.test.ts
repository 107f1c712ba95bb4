import t from 'tap'
import { packOwnColumns, unpackOwnColumns } from '../../../src/classify/model/features/own-columns.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { anyScope, fitScope, scopeScoreOf } from '../../../src/classify/model/learn/scope.ts'
import { createTextModel } from '../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { drawTexts } from './draw-texts.ts'

t.test('nineteen of twenty texts in scope are in scope', async (t) => {
  const random = createRandom(1)
  const likenesses = Array.from({ length: 400 }, () => ({ margin: random() * 2 - 1, familiar: random() }))
  const scope = fitScope(likenesses)
  const accepted = likenesses.filter((likeness) => scopeScoreOf(scope, likeness) >= scope.least).length
  t.equal(accepted, 380)
  t.ok(scope.familiarity > 0)
})

t.test('of two texts with the same score the one of unknown words is further out', async (t) => {
  const scope = { familiarity: 1, least: 0.5 }
  t.ok(scopeScoreOf(scope, { margin: 0, familiar: 0.9 }) > scopeScoreOf(scope, { margin: 0, familiar: 0.1 }))
})

t.test('texts of no class in familiar words make familiarity count for less', async (t) => {
  const random = createRandom(2)
  const inScope = Array.from({ length: 200 }, () => ({ margin: random(), familiar: random() }))
  const outOfScope = Array.from({ length: 40 }, () => ({ margin: -0.05 - random() / 10, familiar: 1 }))
  t.ok(fitScope(inScope, outOfScope).familiarity < fitScope(inScope).familiarity)
  t.same(fitScope(inScope, outOfScope.slice(0, 5)), fitScope(inScope), 'so few tell nothing')
})

t.test('texts that are all alike, or one alone, give a scope all the same', async (t) => {
  const alike = { margin: 0.3, familiar: 1 }
  for (const count of [1, 50]) {
    const scope = fitScope(Array.from({ length: count }, () => alike))
    t.ok(scopeScoreOf(scope, alike) >= scope.least)
    t.ok(Number.isFinite(scope.least))
  }
  t.ok(scopeScoreOf(anyScope, { margin: -1e9, familiar: 0 }) >= anyScope.least)
})

t.test('a model knows a text about something else by words that it does not know', async (t) => {
  const { parts, heldOut } = await trainTextModel(drawTexts(40, 3), { seed: 1, workers: 0, learner: 'svm' })
  const model = createTextModel(parts)
  const known = drawTexts(20, 4).filter(({ text }) => model.predict(text)?.inScope)
  t.ok(known.length >= 54, `${known.length} of 60`)
  const strange = model.predict('la receta lleva harina, huevos, azucar, canela y mantequilla por encima')
  t.equal(strange?.inScope, false)
  const share = heldOut.filter(({ inScope }) => inScope).length / heldOut.length
  t.ok(share >= 0.95 && share < 0.97, `${share}`)
})

t.test('own columns are packed without loss', async (t) => {
  for (const width of [0, 1, 8, 13]) {
    const own = Uint8Array.from({ length: width }, (_, column) => (column % 3 === 0 ? 1 : 0))
    t.same(unpackOwnColumns(packOwnColumns(own), width), own)
  }
  t.throws(() => unpackOwnColumns(new Uint8Array(1), 9), RangeError)
})
