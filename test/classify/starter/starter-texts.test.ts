import t from 'tap'
import { priorities, readStarterTexts, starterTargets } from '../../../scripts/starter-texts.ts'
import { defaultCategories } from '../../../src/classify/default-categories.ts'
import { backgroundTexts } from '../../../src/classify/starter/background.ts'

t.test('there are over a hundred texts of each category and priority in each language', async (t) => {
  const classes = { category: Object.keys(defaultCategories), priority: [...priorities] }
  for (const target of starterTargets) {
    const examples = await readStarterTexts(target)
    t.strictSame(
      [...new Set(examples.map(({ label }) => label))].sort(),
      classes[target].toSorted(),
      `the classes of ${target}`,
    )
    for (const label of classes[target])
      for (const language of ['es', 'en']) {
        const texts = examples.filter((each) => each.label === label && each.language === language).length
        t.ok(texts > 100, `${target} ${label} ${language}: ${texts}`)
      }
  }
})

t.test('no text stands under two names, or is background besides', async (t) => {
  for (const target of starterTargets) {
    const names = new Map<string, string | null>()
    for (const { text, label } of await readStarterTexts(target)) {
      const before = names.get(text)
      if (before !== undefined && before !== label) t.fail(`${text}: ${before} and ${label}`)
      names.set(text, label)
    }
    t.strictSame(
      backgroundTexts.filter((text) => names.has(text)),
      [],
      `${target} and background have no text in common`,
    )
  }
})
