import type { Reason } from '../../../schemas/classification.ts'
import { type Bundle, type BundleStore, type Target, targets } from '../bundles/bundle.ts'
import type { Encoder } from '../encoders/encoder.ts'
import type { DetectedLanguage } from '../language/language-detector.ts'
import type { Prediction } from '../model/text-model.ts'
import type { Advice, Adviser, ModelAdvice } from './advice.ts'
import { decideAdvice } from './decide-advice.ts'

/** Words that are shown of a text; the rest carries little. */
const mostWords = 5
const mostSimilar = 3

/**
 * Asks the bundle in use about each of its targets, and about what it does not tell the one behind it. `meaningOf` tells what a label is
 * here, such as the configured category of that name; a model whose label means nothing here tells nothing.
 */
export const createAdviser = ({
  bundles,
  encoder,
  threshold,
  explain,
  meaningOf,
}: {
  /** The one in use first; one that is named twice is asked once. */
  bundles: readonly Pick<BundleStore, 'current'>[]
  encoder: Encoder | null
  /** Absent: each target's own. */
  threshold: number | undefined
  explain: boolean
  /** What a label of this bundle is called here; null: nothing. */
  meaningOf: MeaningOf
}): Adviser => {
  const consult = ({ bundle, text, dense, language }: Reading): Consulted => {
    const advised = new Map<Target, Advice>()
    let isStrange = false
    for (const { target, about } of bundle.about.targets) {
      const prediction = bundle.models.get(target)?.predict(text, dense)
      if (prediction === undefined) continue
      const meant = prediction === null ? null : translate(prediction, bundle, target)
      if (prediction !== null && meant === null) isStrange ||= target === 'category'
      else advised.set(target, decideAdvice(meant, about, { language, threshold }))
    }
    return { advised, isStrange }
  }

  const translate = (prediction: Prediction, bundle: Bundle, target: Target): Prediction | null => {
    const { label, runnerUp } = prediction
    const meant = meaningOf(bundle, target, label)
    const next = runnerUp === null ? null : (meaningOf(bundle, target, runnerUp) ?? runnerUp)
    return meant === null ? null : { ...prediction, label: meant, runnerUp: next }
  }

  /** Null: the bundle needs an encoder, and there is none that answers as it did when it was trained. */
  const read = async (text: string, bundle: Bundle): Promise<Omit<Reading, 'language'> | null> => {
    const needed = bundle.about.encoder
    if (needed === null) return { bundle, text, dense: undefined }
    if (encoder?.name !== needed) return null
    const [dense] = (await encoder.encode([text], {})) ?? []
    const isAsTrained = [...bundle.models.values()].every(({ denseWidth }) => denseWidth === dense?.length)
    return dense === undefined || !isAsTrained ? null : { bundle, text, dense }
  }

  return {
    async advise(text, language) {
      if (text === '') return null
      const heard: (Consulted & { reading: Reading })[] = []
      let away: string | null = null
      for (const source of bundles) {
        const bundle = await source.current()
        if (bundle === null || heard.some(({ reading }) => reading.bundle.name === bundle.name)) continue
        const given = await read(text, bundle)
        if (given === null) away ??= `the model ${bundle.name} needs the encoder ${bundle.about.encoder}`
        else {
          const reading = { ...given, language }
          heard.push({ reading, ...consult(reading) })
        }
      }
      const [first] = heard
      if (first === undefined) return away === null ? null : { ...nothing, away }
      const advised = new Map<Target, Advice>()
      for (const target of targets) {
        const advice = heard.find((each) => each.advised.has(target))?.advised.get(target)
        if (advice !== undefined) advised.set(target, advice)
      }
      if (!advised.has('category') && heard.some(({ isStrange }) => isStrange))
        advised.set('category', strange)
      const { reading } = heard.find((each) => each.advised.has('category')) ?? first
      return {
        model: reading.bundle.name,
        targets: advised,
        evidence: explain
          ? [...findWords(reading, advised.get('category'), meaningOf), ...findSimilar(first.reading)]
          : [],
        away,
      }
    },
  }
}

const nothing: Omit<ModelAdvice, 'away'> = { model: null, targets: new Map(), evidence: [] }

/** Its label for a category means nothing here: categories were configured, renamed or removed since it was trained. */
const strange: Advice = { kind: 'unsure', label: null, confidence: null, reason: { code: 'model-strange' } }

interface Consulted {
  advised: Map<Target, Advice>
  /** It has a category, and none that means something here. */
  isStrange: boolean
}

export type MeaningOf = (bundle: Bundle, target: Target, label: string) => string | null

interface Reading {
  bundle: Bundle
  text: string
  dense: Float32Array | undefined
  language: DetectedLanguage | null
}

const findWords = (
  { bundle, text, dense }: Reading,
  advice: Advice | undefined,
  meaningOf: MeaningOf,
): Reason[] => {
  if (advice?.kind !== 'sure') return []
  const explain = bundle.explainers.get('category')
  const explained = explain?.(text, { most: mostWords, ...(dense === undefined ? {} : { dense }) }) ?? null
  if (explained === null || explained.words.length === 0) return []
  const meant = (label: string): string => meaningOf(bundle, 'category', label) ?? label
  const category = meant(explained.label)
  const runnerUp = explained.runnerUp === null ? null : meant(explained.runnerUp)
  const words = explained.words.map(({ text: word, kind, contribution }) => ({
    text: kind === 'part' ? `…${word}…` : word,
    contribution: Math.round(contribution * 1000) / 1000,
  }))
  return [{ code: 'model-words', category, runnerUp, words }]
}

const findSimilar = ({ bundle, text }: Reading): Reason[] => {
  const similar = bundle.neighbours?.find(text, mostSimilar) ?? []
  if (similar.length === 0) return []
  const tickets = similar.map(({ name, label, likeness }) => ({
    ticket: name,
    category: label,
    likeness: Math.round(likeness * 100) / 100,
  }))
  return [{ code: 'similar', tickets }]
}
