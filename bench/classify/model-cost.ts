// node --expose-gc model-cost.ts GIVEN FIGURES: what a model costs a process that has done nothing else.
import { readFile, stat, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { decodeModel } from '../../src/classify/model/model-file.ts'
import { createTextModel } from '../../src/classify/model/text-model.ts'
import type { Figures } from './figures.ts'

const [givenPath = '', figuresPath = ''] = process.argv.slice(2)
const { modelFile, texts } = z
  .object({ modelFile: z.string(), texts: z.array(z.string()) })
  .parse(JSON.parse(await readFile(givenPath, 'utf8')))

const residentMegabytes = (): number => {
  globalThis.gc?.()
  return process.memoryUsage.rss() / 2 ** 20
}

const idle = residentMegabytes()
const startedAt = performance.now()
const model = createTextModel(decodeModel(await readFile(modelFile)).parts)
const loadMs = performance.now() - startedAt
for (const text of texts) model.predict(text)
const figures: Figures = {
  fileMegabytes: (await stat(modelFile)).size / 1e6,
  megabytesAboveIdle: residentMegabytes() - idle,
  loadMs,
}
await writeFile(figuresPath, JSON.stringify(figures))
