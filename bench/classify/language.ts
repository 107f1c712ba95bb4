// node language.ts GIVEN FIGURES: whether Relevo tells the language of a ticket by its subject alone, and how long that takes.
import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { createLanguageDetector } from '../../src/classify/language/create-language-detector.ts'
import { loadLanguageModel } from '../../src/classify/language/load-language-model.ts'
import type { Figures } from './figures.ts'
import { percentile } from './percentile.ts'

const [givenPath = '', figuresPath = ''] = process.argv.slice(2)
const rows = z
  .array(z.object({ text: z.string(), language: z.string() }))
  .parse(JSON.parse(await readFile(givenPath, 'utf8')))

const model = await loadLanguageModel()
/** As an installation that serves these languages; and as one that has not said which. */
const among = createLanguageDetector({ model, languages: ['es', 'en', 'pt', 'de', 'fr'] })
const amongAll = createLanguageDetector({ model })

/** Not to tell is as wrong as to tell wrongly. */
const partOf = (isSo: (row: (typeof rows)[number]) => boolean, of = rows): number =>
  of.filter(isSo).length / of.length

const times = rows.map(({ text }) => {
  const startedAt = performance.now()
  among.detect(text)
  return (performance.now() - startedAt) * 1000
})
const figures: Figures = {
  accuracy: partOf(({ text, language }) => among.detect(text)?.code === language),
  accuracyAmongAll: partOf(({ text, language }) => amongAll.detect(text)?.code === language),
  notTold: partOf(({ text }) => among.detect(text) === null),
  ...Object.fromEntries(
    among.languages.map((code) => [
      code,
      partOf(
        ({ text }) => among.detect(text)?.code === code,
        rows.filter(({ language }) => language === code),
      ),
    ]),
  ),
  medianMicros: percentile(times, 0.5),
}
await writeFile(figuresPath, JSON.stringify(figures))
