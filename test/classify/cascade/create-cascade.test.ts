import t from 'tap'
import { classificationSchema } from '../../../schemas/classification.ts'
import { categorySchema } from '../../../schemas/configuration.ts'
import { type Target, targets } from '../../../src/classify/bundles/bundle.ts'
import type { Advice, Adviser } from '../../../src/classify/cascade/advice.ts'
import type { CascadeEvent } from '../../../src/classify/cascade/cascade-event.ts'
import { type CascadeOptions, createCascade } from '../../../src/classify/cascade/create-cascade.ts'
import type { LlmChooser } from '../../../src/classify/cascade/llm-chooser.ts'
import type { TextToClassify } from '../../../src/classify/classifier.ts'
import { createRules } from '../../../src/classify/create-rules.ts'

const categories = {
  billing: categorySchema.parse({
    names: ['Facturas'],
    keywords: ['factura'],
    tags: ['money'],
    type: 'Bill',
  }),
  access: categorySchema.parse({ keywords: ['contraseña', 'clave perdida'], priority: 'high' }),
}

const sure = (label: string, confidence = 0.93): Advice => ({ kind: 'sure', label, confidence })
const leaning = (label: string): Advice => ({
  kind: 'unsure',
  label,
  confidence: 0.4,
  reason: { code: 'model-unsure', category: label, confidence: 0.4, runnerUp: null },
})

const advising = (advice: Partial<Record<Target, Advice>>): Adviser => ({
  advise: async () => ({
    model: '20261121-101500',
    away: null,
    targets: new Map(targets.flatMap((target) => (advice[target] ? [[target, advice[target]]] : []))),
    evidence: [
      {
        code: 'model-words',
        category: 'billing',
        runnerUp: 'access',
        words: [{ text: 'cobro', contribution: 0.7 }],
      },
    ],
  }),
})

const answering = (answer: Awaited<ReturnType<LlmChooser['choose']>>): LlmChooser & { asked: string[] } => {
  const asked: string[] = []
  return {
    asked,
    choose: async (text) => {
      asked.push(text)
      return answer
    },
  }
}

const cascade = (over: Partial<CascadeOptions> = {}) => {
  const events: CascadeEvent[] = []
  let clock = 0
  const classifier = createCascade({
    categories,
    rules: createRules(categories),
    useRules: true,
    leastLead: 1.2,
    adviser: null,
    language: null,
    llm: null,
    now: () => {
      clock += 0.5
      return clock
    },
    observe: (event) => events.push(event),
    ...over,
  })
  const classify = (text: string, rest: Partial<TextToClassify> = {}) =>
    classifier.classify({
      subject: null,
      text,
      botCategory: null,
      language: null,
      trustBot: true,
      ...rest,
    })
  return { classify, events }
}

const stepsOf = ({ steps = [] }: { steps?: { step: string; verdict: string }[] | undefined }) =>
  steps.map(({ step, verdict }) => `${step} ${verdict}`)

t.test('a trusted bot comes first, and the model fills what the category leaves open', async (t) => {
  const { classify } = cascade({
    adviser: advising({ category: sure('access'), priority: sure('urgent', 0.8) }),
  })
  const made = await classify('he perdido la contraseña', { botCategory: 'facturas' })
  t.match(made, { category: 'billing', decidedBy: 'bot', confidence: null, type: 'Bill', tags: ['money'] })
  t.match(made, { priority: 'urgent', priorityConfidence: 0.8, model: '20261121-101500' })
  t.same(stepsOf(made), ['bot decided', 'model decided'])
  t.same(classificationSchema.parse(made), made)
})

t.test("a category's own priority stands before the model's", async (t) => {
  const { classify } = cascade({ adviser: advising({ category: sure('access'), priority: sure('low') }) })
  t.match(await classify('no entro'), { category: 'access', priority: 'high', priorityConfidence: null })
})

t.test('a label that is no priority of ours is left out', async (t) => {
  const { classify } = cascade({ adviser: advising({ category: sure('billing'), priority: sure('P1') }) })
  t.match(await classify('hola'), { priority: null, priorityConfidence: null })
})

t.test('rules with evidence enough come before the model, others after it', async (t) => {
  const model = advising({ category: sure('billing') })
  const strong = await cascade({ adviser: model }).classify('clave perdida')
  t.match(strong, { category: 'access', decidedBy: 'rule' })
  t.same(stepsOf(strong), ['rules decided', 'model decided'])
  const weak = await cascade({ adviser: model }).classify('contraseña')
  t.match(weak, { category: 'billing', decidedBy: 'model', confidence: 0.93 })
  t.same(stepsOf(weak), ['rules unsure', 'model decided'])
  t.match(weak.reasons, [{ code: 'model-words' }])
  const doubt = await cascade({ adviser: advising({ category: leaning('access') }) }).classify('contraseña')
  t.match(doubt, { category: 'access', decidedBy: 'rule', confidence: null })
  t.same(stepsOf(doubt), ['rules unsure', 'model unsure', 'rules-weak decided'])
  t.match(doubt.reasons, [{ code: 'keyword' }, { code: 'model-unsure' }, { code: 'model-words' }])
})

t.test('rules with little evidence are followed unless the model leans elsewhere', async (t) => {
  const against = await cascade({ adviser: advising({ category: leaning('billing') }) }).classify(
    'contraseña',
  )
  t.match(against, { category: null, decidedBy: 'none' })
  t.match(against.reasons, [{ code: 'keyword' }, { code: 'model-unsure' }, { code: 'model-words' }])
  const silent: Advice = {
    kind: 'unsure',
    label: null,
    confidence: null,
    reason: { code: 'model-out-of-scope' },
  }
  const foreign: Advice = {
    kind: 'unsure',
    label: 'billing',
    confidence: 0.4,
    reason: { code: 'model-language', language: 'de' },
  }
  for (const category of [silent, foreign])
    t.match(await cascade({ adviser: advising({ category }) }).classify('contraseña'), { decidedBy: 'rule' })
})

t.test('rules can be turned off', async (t) => {
  const made = await cascade({ useRules: false }).classify('clave perdida')
  t.match(made, { category: null, decidedBy: 'none' })
  t.same(made.steps, [])
})

t.test('a language model is asked last, for what nobody could tell', async (t) => {
  const llm = answering({ kind: 'category', category: 'access' })
  const { classify } = cascade({ llm, adviser: advising({ category: leaning('billing') }) })
  t.match(await classify('clave perdida'), { decidedBy: 'rule' })
  t.same(llm.asked, [])
  const made = await classify('no entro', { subject: 'Ayuda' })
  t.same(llm.asked, ['Ayuda\nno entro'])
  t.match(made, { category: 'access', decidedBy: 'llm', confidence: null, priority: 'high' })
  t.same(stepsOf(made), ['rules unsure', 'model unsure', 'llm decided'])
  t.match(made.reasons, [{ code: 'llm-chose' }, { code: 'nothing' }, { code: 'model-unsure' }])
})

t.test('is unsure when the language model is, or is away', async (t) => {
  const unsure = await cascade({ llm: answering({ kind: 'none' }) }).classify('hola')
  t.match(unsure, {
    category: null,
    decidedBy: 'none',
    reasons: [{ code: 'nothing' }, { code: 'llm-unsure' }],
  })
  const { classify, events } = cascade({ llm: answering({ kind: 'away', why: 'it timed out' }) })
  t.same(stepsOf(await classify('hola')), ['rules unsure', 'llm away'])
  t.match(
    events.find(({ kind }) => kind === 'away'),
    { what: 'llm', why: 'it timed out' },
  )
})

t.test('a model that breaks keeps nothing from being classified', async (t) => {
  const broken: Adviser = { advise: () => Promise.reject(new Error('disk')) }
  const { classify, events } = cascade({ adviser: broken })
  const made = await classify('contraseña')
  t.match(made, { category: 'access', decidedBy: 'rule', model: null })
  t.same(stepsOf(made), ['rules unsure', 'model away', 'rules-weak decided'])
  t.match(events, [{ kind: 'away', what: 'model', why: /disk/ }])
})

t.test('tells each step with its time, and what came of it', async (t) => {
  const { classify, events } = cascade({ adviser: advising({ category: sure('billing') }) })
  const made = await classify('contraseña')
  t.same(
    made.steps?.map(({ ms }) => ms),
    [0.5, 0.5],
  )
  t.same(
    events.map(({ kind }) => kind),
    ['step', 'step', 'classified'],
  )
})

t.test('keeps the language, and goes on when it cannot be told', async (t) => {
  const language = { languages: ['es'], detect: () => ({ code: 'es', confidence: 0.99 }) }
  t.match(await cascade({ language }).classify('hola'), { language: { code: 'es', confidence: 0.99 } })
  const broken = {
    languages: [],
    detect: () => {
      throw new Error('no table')
    },
  }
  const { classify, events } = cascade({ language: broken })
  t.match(await classify('hola'), { language: null, category: null })
  t.match(events, [{ kind: 'away', what: 'language' }])
})
