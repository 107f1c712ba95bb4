import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { digestOf, priorities, readStarterTexts, starterTargets } from '../../../scripts/starter-texts.ts'
import { modelFileOf } from '../../../src/classify/bundles/bundle-files.ts'
import { createRules } from '../../../src/classify/create-rules.ts'
import { defaultCategories } from '../../../src/classify/default-categories.ts'
import { decodeModel } from '../../../src/classify/model/model-file.ts'
import { openStarter, starterFolder } from '../../../src/classify/starter/open-starter.ts'
import { heldOutSentences } from '../held-out-sentences.ts'

t.test('what ships tells the default categories and the priorities, and says whose text it is', async (t) => {
  const starter = await openStarter()
  t.match(starter, { name: 'starter', about: { licence: /^MIT/, encoder: null, from: 'own text' } })
  t.strictSame([...starter.models.keys()], [...starterTargets])
  t.strictSame(starter.models.get('category')?.labels, Object.keys(defaultCategories).sort())
  t.strictSame(starter.models.get('priority')?.labels, priorities.toSorted())
  for (const target of starterTargets) {
    const { size } = await stat(join(starterFolder, modelFileOf(target)))
    t.ok(size <= 500_000, `${target} has ${size} bytes`)
  }
})

t.test('what ships was trained on the texts as they are', async (t) => {
  for (const target of starterTargets) {
    const { about } = decodeModel(await readFile(join(starterFolder, modelFileOf(target))))
    const trainedOn = digestOf(target, await readStarterTexts(target))
    t.match(about, { target, trainedOn }, `${target}: else run node scripts/train-starter.ts`)
  }
})

t.test(
  'it files sentences that it has not seen, better than keywords do, and is right when it is sure',
  async (t) => {
    const { models, about } = await openStarter()
    const model = models.get('category')
    const threshold = about.targets.find(({ target }) => target === 'category')?.about.threshold ?? 1
    const rules = createRules(defaultCategories)
    const counts = { texts: 0, right: 0, byRules: 0, sure: 0, sureAndRight: 0 }
    for (const [category, text] of heldOutSentences) {
      if (category === null) continue
      const said = model?.predict(text)
      const verdict = rules.weigh({ subject: null, text, botCategory: null, language: null, trustBot: false })
      const isRight = said?.label === category
      const isSure = said?.inScope === true && said.confidence >= threshold
      counts.texts += 1
      counts.right += Number(isRight)
      counts.byRules += Number(verdict.kind === 'category' && verdict.category === category)
      counts.sure += Number(isSure)
      counts.sureAndRight += Number(isSure && isRight)
    }
    const shown = JSON.stringify(counts)
    t.ok(counts.right > counts.byRules, shown)
    t.ok(counts.sure > counts.texts / 4, shown)
    t.ok(counts.sureAndRight >= counts.sure * 0.9, shown)
  },
)

t.test('the word alone makes nothing urgent', async (t) => {
  const model = (await openStarter()).models.get('priority')
  const said = (text: string) => model?.predict(text)?.label
  t.equal(said('No es urgente, es solo una duda para cuando tengan tiempo'), 'low')
  t.equal(said('This is not urgent, I was only wondering how it works'), 'low')
  t.equal(said('no es urgente'), 'low')
  t.equal(said('URGENTE, necesito una respuesta hoy'), 'high')
  t.equal(said('Se cayó el sistema y nadie en la empresa puede trabajar'), 'urgent')
  t.equal(said('The whole platform is down for all of our customers right now'), 'urgent')
})

t.test('an installation without its files says what to do', async (t) => {
  await t.rejects(openStarter(t.testdir({})), { name: 'ModelRefused', message: /Install Relevo again/ })
})
