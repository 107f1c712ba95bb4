// Prints what the model that ships says of texts that were not written for it, beside the keyword rules: the tables of
// docs/starter-model.md. Reads public data sets from where RELEVO_DATA_SETS says, else from shared/data beside the repository; it learns
// nothing from them.
import { type DataRow, openDataSets } from '../bench/classify/data-sets.ts'
import type { Target } from '../src/classify/bundles/bundle.ts'
import { createRules } from '../src/classify/create-rules.ts'
import { defaultCategories } from '../src/classify/default-categories.ts'
import { openStarter } from '../src/classify/starter/open-starter.ts'
import { type CategoryOfLabel, ofBanking77, ofBitextCategories, ofBitextIntents } from './starter-mappings.ts'

const data = openDataSets(process.env)
const starter = await openStarter()
const rules = createRules(defaultCategories)

/** What it says of a text; `sure` as the service decides whether its word is taken. */
const ask = (target: Target, text: string): { label: string | null; sure: string | null } => {
  const prediction = starter.models.get(target)?.predict(text)
  const about = starter.about.targets.find((each) => each.target === target)?.about
  if (!prediction || about === undefined) return { label: null, sure: null }
  const isSure = prediction.inScope && prediction.confidence >= about.threshold
  return { label: prediction.label, sure: isSure ? prediction.label : null }
}
const askRules = (text: string): string | null => {
  const verdict = rules.weigh({ subject: null, text, botCategory: null, language: null, trustBot: false })
  return verdict.kind === 'category' ? verdict.category : null
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`

console.log('| own texts | number | accuracy | macro-F1 | calibration error | decides | of that right |')
console.log('|---|---|---|---|---|---|---|')
for (const { target, about } of starter.about.targets) {
  const { texts, accuracy, macroF1, ece, coverage, precision } = about
  console.log(
    `| ${target} | ${texts} | ${percent(accuracy, 1)} | ${(100 * macroF1).toFixed(1)} | ${ece.toFixed(3)} | ${percent(coverage, 1)} | ${percent(precision, 1)} |`,
  )
}
console.log()

const compare = (name: string, rows: readonly { text: string; label: string }[]): void => {
  const said = rows.map(({ text, label }) => ({ label, rules: askRules(text), model: ask('category', text) }))
  const count = (is: (each: (typeof said)[number]) => boolean) => said.filter(is).length
  const decided = count(({ model }) => model.sure !== null)
  const byRules = count(({ rules }) => rules !== null)
  const cells = [
    name,
    rows.length,
    percent(
      count(({ model, label }) => model.label === label),
      rows.length,
    ),
    percent(decided, rows.length),
    percent(
      count(({ model, label }) => model.sure === label),
      decided,
    ),
    percent(byRules, rows.length),
    percent(
      count(({ rules, label }) => rules === label),
      byRules,
    ),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

const mapped = (rows: readonly DataRow[], categories: CategoryOfLabel) =>
  rows.flatMap(({ text, label }) => {
    const category = categories[label]
    return category === undefined ? [] : [{ text, label: category }]
  })

console.log(
  '| texts | number | first choice right | decides | of that right | rules decide | of that right |',
)
console.log('|---|---|---|---|---|---|---|')
compare('Bitext, intents', mapped(await data.read('bitext/intents_8k'), ofBitextIntents))
compare('Bitext, categories', mapped(await data.read('bitext/categories_27k'), ofBitextCategories))
compare('banking77, test', mapped(await data.read('banking77/test'), ofBanking77))

console.log('\n| texts that belong to no category | number | decides | rules decide |\n|---|---|---|---|')
for (const file of ['clinc150/oos_test', 'hwu64/test']) {
  const texts = (await data.read(file)).map(({ text }) => text)
  const decided = texts.filter((text) => ask('category', text).sure !== null).length
  const byRules = texts.filter((text) => askRules(text) !== null).length
  console.log(
    `| ${file} | ${texts.length} | ${percent(decided, texts.length)} | ${percent(byRules, texts.length)} |`,
  )
}

console.log('\n| priority | number | first choice right | decides | of that right | most frequent |')
console.log('|---|---|---|---|---|---|')
for (const language of ['es', 'en']) {
  const rows = (await data.read('otai_tickets/test')).filter(({ lang }) => lang === language)
  const said = rows.map(({ subject, text, priority = '' }) => {
    const { label, sure } = ask('priority', `${subject ?? ''}\n${text}`)
    // The set knows no urgent.
    const of = (each: string | null) => (each === 'urgent' ? 'high' : each)
    return { priority, label: of(label), sure: of(sure) }
  })
  const decided = said.filter(({ sure }) => sure !== null)
  const counts = Object.values(Object.groupBy(said, ({ priority }) => priority)).map(
    (each) => each?.length ?? 0,
  )
  const right = said.filter(({ label, priority }) => label === priority).length
  const rightOfDecided = decided.filter(({ sure, priority }) => sure === priority).length
  console.log(
    `| otai_tickets, ${language} | ${said.length} | ${percent(right, said.length)} | ${percent(decided.length, said.length)} | ${percent(rightOfDecided, decided.length)} | ${percent(Math.max(...counts), said.length)} |`,
  )
}
