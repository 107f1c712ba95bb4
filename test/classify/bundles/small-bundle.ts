import type { AboutBundle, AboutTarget, Bundle, Target } from '../../../src/classify/bundles/bundle.ts'
import type { NewBundle } from '../../../src/classify/bundles/write-bundle.ts'
import { createExplainer, type Explainer } from '../../../src/classify/model/explain/explain-text.ts'
import type { ModelParts } from '../../../src/classify/model/text-model.ts'
import { createTextModel } from '../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'

const texts: Record<string, string[]> = {
  billing: [
    'me han cobrado dos veces la factura',
    'no entiendo el importe del recibo',
    'quiero la factura del cobro de ayer',
    'cargo duplicado en mi tarjeta',
    'el pago de la factura no aparece',
    'me cobraron un recibo que no es mío',
  ],
  access: [
    'no puedo entrar en mi cuenta',
    'he olvidado la contraseña',
    'la contraseña no funciona y no entro',
    'mi cuenta está bloqueada',
    'no me llega el código para entrar',
    'el usuario y la clave no son válidos',
  ],
}

/** Two classes of six texts, learnt in milliseconds. Another seed is another model of the same texts. */
export const trainSmall = async (seed = 1): Promise<ModelParts> => {
  const examples = Object.entries(texts).flatMap(([label, all]) => all.map((text) => ({ label, text })))
  const options = { seed, workers: 0 }
  const { parts } = await trainTextModel(examples, options)
  return parts
}

export const aboutTarget = (change: Partial<AboutTarget> = {}): AboutTarget => ({
  texts: 12,
  classes: 2,
  languages: { es: 12 },
  accuracy: 0.9,
  macroF1: 0.88,
  ece: 0.04,
  threshold: 0.6,
  precision: 0.95,
  coverage: 0.7,
  ...change,
})

export const aboutBundle = (change: Partial<AboutBundle> = {}): AboutBundle => ({
  trainedAt: '2026-11-21T10:15:00.000Z',
  by: '0.1.0',
  from: 'tickets.csv',
  window: { from: '2026-01-01T00:00:00.000Z', to: '2026-11-20T00:00:00.000Z' },
  seed: 1,
  encoder: null,
  targets: [{ target: 'category', about: aboutTarget() }],
  ...change,
})

export const newBundle = (parts: ModelParts, change: Partial<NewBundle> = {}): NewBundle => ({
  about: aboutBundle(),
  models: new Map([['category', parts]]),
  neighbours: null,
  report: { version: 1, name: 'small' },
  html: '<!doctype html><title>small</title>',
  ...change,
})

/** As if it shipped. */
export const starterOf = (parts: ModelParts): Bundle => ({
  name: 'starter',
  about: aboutBundle({ from: 'own text', licence: 'MIT' }),
  models: new Map<Target, ReturnType<typeof createTextModel>>([['category', createTextModel(parts)]]),
  explainers: new Map<Target, Explainer>([['category', createExplainer(parts)]]),
  neighbours: null,
})
