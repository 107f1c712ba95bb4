import type { Configuration } from '../../schemas/configuration.ts'
import type { Bundle, BundleStore, Target } from './bundles/bundle.ts'
import { createBundleStore } from './bundles/create-bundle-store.ts'
import { modelsFolder } from './bundles/models-folder.ts'
import type { Adviser } from './cascade/advice.ts'
import type { CascadeEvent } from './cascade/cascade-event.ts'
import { createAdviser } from './cascade/create-adviser.ts'
import { createCascade } from './cascade/create-cascade.ts'
import type { Classifier } from './classifier.ts'
import { createRules } from './create-rules.ts'
import { defaultCategories } from './default-categories.ts'
import type { Encoder } from './encoders/encoder.ts'
import { openEncoder } from './encoders/open-encoder.ts'
import { createCategoryFinder } from './find-category.ts'
import { createLanguageDetector } from './language/create-language-detector.ts'
import type { LanguageDetector } from './language/language-detector.ts'
import { loadLanguageModel } from './language/load-language-model.ts'
import { createLlmChooser } from './llm/create-llm-chooser.ts'
import { readPriority } from './read-priority.ts'
import { openStarter } from './starter/open-starter.ts'

/**
 * With the keywords that Relevo brings, one word proves little: a model is heard first. Rules that a company wrote itself are what
 * it wants.
 */
const leadOfDefaultRules = 2

export interface ClassifierOptions {
  config: Pick<Configuration, 'categories' | 'classification' | 'llm' | 'store'>
  observe: (event: CascadeEvent) => void
  /** Which model is asked, whatever is in use: `starter`, the name of a training, or `none`. Absent: as configured. */
  model?: string
  /** Asked in place of those of the configuration, the first first, unless it wants none or always what ships. */
  bundles?: readonly Pick<BundleStore, 'current'>[]
  /** Closed by who opened it. Absent: as configured, for as long as the process lives. */
  encoder?: Encoder | null
}

/**
 * The classifier of a configuration, as the service uses it. Models and languages are loaded at the first text: a start waits for
 * neither. Throws for a category with a pattern that must not be used; `classify` rejects with `ModelRefused` when a `model` that was
 * asked for by name cannot be used, and never otherwise.
 */
export const openClassifier = ({
  config,
  observe,
  model,
  bundles,
  encoder = openEncoder(config.classification.encoder, {
    purpose: 'service',
    onAway: (why) => observe({ kind: 'away', what: 'encoder', why }),
  }),
}: ClassifierOptions): Classifier => {
  const categories = config.categories ?? defaultCategories
  const rules = createRules(categories)
  const findCategory = createCategoryFinder(categories)
  const { classification, llm } = config
  const hasOwnCategories = config.categories !== undefined
  const now = () => performance.now()
  const open = async (): Promise<Classifier> =>
    createCascade({
      categories,
      rules,
      useRules: classification.rules,
      leastLead: hasOwnCategories ? 0 : leadOfDefaultRules,
      adviser: await openAdviser(),
      language: await openLanguage(observe),
      llm:
        llm === undefined || !classification.llm.enabled
          ? null
          : createLlmChooser({
              config: llm,
              timeoutMs: classification.llm.timeout,
              mask: classification.llm.mask,
              now,
            }),
      now,
      observe,
    })

  const openAdviser = async (): Promise<Adviser | null> => {
    const wanted = model ?? classification.model
    if (wanted === 'none') return null
    const store = createBundleStore({
      folder: modelsFolder(config),
      starter: () => openStarter(),
      onRefused: (why) => observe({ kind: 'away', what: 'model', why }),
    })
    return createAdviser({
      bundles: await sourcesOf(store, wanted),
      encoder,
      threshold: classification.threshold,
      explain: classification.explain,
      meaningOf,
    })
  }

  const sourcesOf = async (store: BundleStore, wanted: string) => {
    if (model !== undefined) return [await openOnce(store, model)]
    return bundles !== undefined && wanted === 'auto' ? bundles : followStore(store, wanted)
  }

  /** What ships knows nothing of categories that a company has made for itself. */
  const meaningOf = (bundle: Bundle, target: Target, label: string): string | null => {
    switch (target) {
      case 'category':
        return bundle.name === 'starter' && hasOwnCategories ? null : findCategory(label)
      case 'priority':
        return readPriority(label)
      case 'type':
      case 'group':
        return label
      default:
        return target satisfies never
    }
  }

  let opening: Promise<Classifier> | null = null
  return {
    async classify(input) {
      opening ??= open()
      return (await opening).classify(input)
    },
  }
}

/**
 * The one in use, and behind it what ships: a company's tickets may teach types and groups, and no categories. What cannot be opened now
 * may be later.
 */
const followStore = (store: BundleStore, wanted: string): Pick<BundleStore, 'current'>[] => {
  const ships = { current: () => store.open('starter') }
  return wanted === 'auto' ? [store, { current: () => ships.current().catch(() => null) }] : [ships]
}

/** Rejects with `ModelRefused`. */
const openOnce = async (store: BundleStore, model: string): Promise<Pick<BundleStore, 'current'>> => {
  if (model === 'auto') return store
  const bundle = await store.open(model)
  return { current: async () => bundle }
}

const openLanguage = async (observe: ClassifierOptions['observe']): Promise<LanguageDetector | null> => {
  try {
    return createLanguageDetector({ model: await loadLanguageModel() })
  } catch (error) {
    observe({ kind: 'away', what: 'language', why: String(error) })
    return null
  }
}
