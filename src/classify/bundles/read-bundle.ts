import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { aboutBundleSchema } from '../../../schemas/bundle.ts'
import { createExplainer, type Explainer } from '../model/explain/explain-text.ts'
import { decodeModel, ModelRefused } from '../model/model-file.ts'
import { createNeighbours } from '../model/neighbours/create-neighbours.ts'
import type { Neighbours } from '../model/neighbours/neighbours.ts'
import { decodeNeighbours } from '../model/neighbours/neighbours-file.ts'
import { createTextModel, type ModelParts, type TextModel } from '../model/text-model.ts'
import type { AboutBundle, Bundle, Target } from './bundle.ts'
import { bundleFiles, modelFileOf } from './bundle-files.ts'
import { codeOf } from './durable-files.ts'

/** All of a bundle from its folder. Throws `ModelRefused` for one that is not whole; the message says which file and what to do. */
export const readBundle = async (folder: string, name: string): Promise<Bundle> => {
  const about = await readAbout(folder, name)
  const models = new Map<Target, TextModel>()
  const explainers = new Map<Target, Explainer>()
  for (const { target } of about.targets) {
    const file = modelFileOf(target)
    const bytes = await readPart(folder, name, file)
    const parts = refusing(name, file, () => decodeModel(bytes).parts)
    models.set(target, createTextModel(parts))
    explainers.set(target, explainLater(parts))
    // Decoding takes tens of milliseconds of the processor; what waits meanwhile has its turn in between.
    await setImmediate()
  }
  return { name, about, models, explainers, neighbours: await readNeighbours(folder, name) }
}

/** Its tables are made when the first text is explained: not all are, and never for every target. */
const explainLater = (parts: ModelParts): Explainer => {
  let explain: Explainer | null = null
  return (text, options) => {
    explain ??= createExplainer(parts)
    return explain(text, options)
  }
}

/** Null: the bundle keeps none. Throws `ModelRefused`. */
const readNeighbours = async (folder: string, name: string): Promise<Neighbours | null> => {
  const file = bundleFiles.neighbours
  const isKept = await access(join(folder, file)).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  )
  if (!isKept) return null
  const bytes = await readPart(folder, name, file)
  return refusing(name, file, () => createNeighbours(decodeNeighbours(bytes)))
}

/** Throws `ModelRefused`. */
export const readAbout = async (folder: string, name: string): Promise<AboutBundle> => {
  const bytes = await readPart(folder, name, bundleFiles.about)
  return refusing(name, bundleFiles.about, () => {
    const given: unknown = JSON.parse(bytes.toString())
    if (isNewer(given))
      throw new ModelRefused('It was written by a newer version of Relevo; this one cannot read it.')
    const { format: _, ...about } = aboutBundleSchema.parse(given)
    return about
  })
}

const isNewer = (about: unknown): boolean =>
  typeof about === 'object' &&
  about !== null &&
  'format' in about &&
  typeof about.format === 'number' &&
  about.format > 1

/** The report of a training, as it was written. Throws `ModelRefused`. */
export const readStoredReport = async (folder: string, name: string): Promise<unknown> => {
  const bytes = await readPart(folder, name, bundleFiles.report)
  return refusing(name, bundleFiles.report, (): unknown => JSON.parse(bytes.toString()))
}

const readPart = async (folder: string, name: string, file: string): Promise<Buffer> => {
  try {
    return await readFile(join(folder, file))
  } catch (error) {
    throw refusal(name, `${file} cannot be read (${codeOf(error)}).`, error)
  }
}

const refusing = <T>(name: string, file: string, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    // What zod and JSON.parse say quotes the file, and would not help whoever did not write it.
    const why = error instanceof ModelRefused ? error.message : 'It is not as a training writes it.'
    throw refusal(name, `${file}: ${why}`, error)
  }
}

const refusal = (name: string, why: string, cause: unknown): ModelRefused => {
  // One that is whole and of another version cannot be mended by a backup.
  const isTold = /\b[Tt]rain (it )?again\.$/.test(why)
  const advice = isTold
    ? 'That is: relevo train.'
    : 'Restore its folder from a backup, or train again: relevo train.'
  return new ModelRefused(`The model ${name} cannot be used. ${why} ${advice}`, { cause })
}
