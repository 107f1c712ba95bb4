import type { Reason } from '../../../schemas/classification.ts'
import { type Bundle, type BundleStore, type Target, targets } from '../bundles/bundle.ts'
import type { Encoder } from '../encoders/encoder.ts'
import type { DetectedLanguage } from '../language/language-detector.ts'
import type { TextModel } from '../model/text-model.ts'
import type { Advice, Adviser, ModelAdvice } from './advice.ts'
import { decideAdvice } from './decide-advice.ts'

/** Words that are shown of a text; the rest carries little. */
const mostWords = 5
const mostSimilar = 3

/**
 * Asks the bundle in use about each of its targets. `accepts` tells which labels mean something here, such as categories that are
 * configured; what it does not accept is left out.
 */
export const createAdviser = ({
  bundles,
  encoder,
  threshold,
  explain,
  accepts,
}: {
  bundles: Pick<BundleStore, 'current'>
  encoder: Encoder | null
  /** Absent: each target's own. */
  threshold: number | undefined
  explain: boolean
  /** Whether a label of this bundle can be used. */
  accepts: (bundle: Bundle, target: Target, label: string) => boolean
}): Adviser => {
  const adviseOn = (
    bundle: Bundle,
    target: Target,
    { model, text, dense, language }: Reading,
  ): Advice | null => {
    const about = bundle.about.targets.find((each) => each.target === target)?.about
    if (about === undefined) return null
    const prediction = model.predict(text, dense)
    if (prediction !== null && !accepts(bundle, target, prediction.label)) return null
    return decideAdvice(prediction, about, { language, threshold })
  }

  const encode = async (text: string, bundle: Bundle): Promise<Float32Array | undefined> => {
    if (bundle.about.encoder === null || encoder?.name !== bundle.about.encoder) return undefined
    const [dense] = (await encoder.encode([text], {})) ?? []
    return dense
  }

  return {
    async advise(text, language) {
      const bundle = await bundles.current()
      if (bundle === null || text === '') return null
      const dense = await encode(text, bundle)
      const advised = new Map<Target, Advice>()
      for (const target of targets) {
        const model = bundle.models.get(target)
        const advice = model === undefined ? null : adviseOn(bundle, target, { model, text, dense, language })
        if (advice !== null) advised.set(target, advice)
      }
      const evidence = explain ? gatherEvidence(bundle, text, { dense, advice: advised.get('category') }) : []
      return { model: bundle.name, targets: advised, evidence } satisfies ModelAdvice
    },
  }
}

interface Reading {
  model: TextModel
  text: string
  dense: Float32Array | undefined
  language: DetectedLanguage | null
}

const gatherEvidence = (
  bundle: Bundle,
  text: string,
  { dense, advice }: { dense: Float32Array | undefined; advice: Advice | undefined },
): Reason[] => {
  const explained =
    advice?.kind === 'sure'
      ? bundle.explainers.get('category')?.(text, {
          most: mostWords,
          ...(dense === undefined ? {} : { dense }),
        })
      : null
  const words = (explained?.words ?? []).map(({ text: word, kind, contribution }) => ({
    text: kind === 'part' ? `…${word}…` : word,
    contribution: Math.round(contribution * 1000) / 1000,
  }))
  const similar = bundle.neighbours?.find(text, mostSimilar) ?? []
  return [
    ...(explained === null || explained === undefined || words.length === 0
      ? []
      : [
          {
            code: 'model-words',
            category: explained.label,
            runnerUp: explained.runnerUp,
            words,
          } as const,
        ]),
    ...(similar.length === 0
      ? []
      : [
          {
            code: 'similar',
            tickets: similar.map(({ name, label, likeness }) => ({
              ticket: name,
              category: label,
              likeness: Math.round(likeness * 100) / 100,
            })),
          } as const,
        ]),
  ]
}
