import type { Configuration } from '../../schemas/configuration.ts'
import { createBundleStore } from '../classify/bundles/create-bundle-store.ts'
import { modelsFolder } from '../classify/bundles/models-folder.ts'
import { openEncoder } from '../classify/encoders/open-encoder.ts'
import type { CheckResult } from './check-result.ts'
import { type EncoderFacts, reviewEncoder } from './review-encoder.ts'

const sample = 'No puedo entrar en mi cuenta. I cannot log in.'

/** Asks the configured encoder for one text, and looks which one the model in use needs. Never throws for what it finds. */
export const checkEncoder = async (
  config: Configuration,
  report: (result: CheckResult) => void,
): Promise<void> => {
  const { encoder: settings, model: wanted } = config.classification
  const model = wanted === 'auto' ? await findModel(config, report) : null
  let why: string | null = null
  const encoder = openEncoder(settings, {
    purpose: 'service',
    onAway: (told) => {
      why ??= told
    },
  })
  try {
    // The first text loads libraries and models; the second is as those of hand-offs are.
    const isThere = (await encoder?.encode([sample], {})) != null
    const since = performance.now()
    const [vector] = (isThere ? await encoder?.encode([sample], {}) : null) ?? []
    const ms = Math.round(performance.now() - since)
    const answer = vector === undefined ? null : { width: vector.length, ms }
    for (const result of reviewEncoder({ name: encoder?.name ?? null, answer, why, model })) report(result)
  } finally {
    await encoder?.close()
  }
}

const findModel = async (
  config: Configuration,
  report: (result: CheckResult) => void,
): Promise<EncoderFacts['model']> => {
  const store = createBundleStore({
    folder: modelsFolder(config),
    starter: async () => null,
    onRefused: (detail) => report({ name: 'model', status: 'warn', detail, remedy: null }),
  })
  const bundle = await store.current()
  if (bundle === null) return null
  const [width = 0] = [...bundle.models.values()].map(({ denseWidth }) => denseWidth)
  return { name: bundle.name, encoder: bundle.about.encoder, width }
}
