// node starter.ts GIVEN FIGURES: what Relevo's model of the first day says of texts that were not written for it, beside the keywords.
import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { createRules } from '../../src/classify/create-rules.ts'
import { defaultCategories } from '../../src/classify/default-categories.ts'
import { openStarter } from '../../src/classify/starter/open-starter.ts'
import type { Figures } from './figures.ts'

const [givenPath = '', figuresPath = ''] = process.argv.slice(2)
const rows = z
  .array(z.object({ text: z.string(), category: z.string() }))
  .parse(JSON.parse(await readFile(givenPath, 'utf8')))

const { models, about } = await openStarter()
const model = models.get('category')
const threshold = about.targets.find(({ target }) => target === 'category')?.about.threshold
if (model === undefined || threshold === undefined) throw new Error('The starter has no model of categories.')
const rules = createRules(defaultCategories)

const judged = rows.map(({ text, category }) => {
  const prediction = model.predict(text)
  const isSure = prediction?.inScope === true && prediction.confidence >= threshold
  const verdict = rules.weigh({ subject: null, text, botCategory: null, language: null, trustBot: false })
  const byRules = verdict.kind === 'category' ? verdict.category : null
  return {
    isRight: prediction?.label === category,
    isSure,
    rulesDecide: byRules !== null,
    rulesAreRight: byRules === category,
  }
})
type Part = keyof (typeof judged)[number]
const partOf = (part: Part, of: Part | null): number => {
  const among = of === null ? judged : judged.filter((each) => each[of])
  return among.length === 0 ? 0 : among.filter((each) => each[part]).length / among.length
}
const figures: Figures = {
  texts: rows.length,
  accuracy: partOf('isRight', null),
  decides: partOf('isSure', null),
  precision: partOf('isRight', 'isSure'),
  rulesDecide: partOf('rulesDecide', null),
  rulesPrecision: partOf('rulesAreRight', 'rulesDecide'),
}
await writeFile(figuresPath, JSON.stringify(figures))
