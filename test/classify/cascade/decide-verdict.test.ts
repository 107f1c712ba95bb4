import t from 'tap'
import type { Reason } from '../../../schemas/classification.ts'
import { decideVerdict, type Heard } from '../../../src/classify/cascade/decide-verdict.ts'

const words: Reason = {
  code: 'model-words',
  category: 'access',
  runnerUp: null,
  words: [{ text: 'clave', contribution: 1 }],
}
const similar: Reason = {
  code: 'similar',
  tickets: [{ ticket: 'main:1', category: 'access', likeness: 0.7 }],
}
const keyword: Reason = { code: 'keyword', where: 'text', keyword: 'factura', category: 'billing' }

const heard = (over: Partial<Heard>): Heard => ({
  bot: null,
  rules: { kind: 'category', category: 'billing', lead: 1, reasons: [keyword] },
  isStrong: false,
  model: { kind: 'sure', label: 'access', confidence: 0.9 },
  evidence: [words, similar],
  ...over,
})

t.test('the reasons are those of who decided; similar tickets are told in any case', async (t) => {
  const bot = { category: 'orders', reasons: [{ code: 'bot-named', name: 'pedidos' } as const] }
  t.match(decideVerdict(heard({ bot })), {
    verdict: { category: 'orders', decidedBy: 'bot', reasons: [{ code: 'bot-named' }, { code: 'similar' }] },
  })
  t.match(decideVerdict(heard({ isStrong: true })), {
    verdict: { category: 'billing', decidedBy: 'rule', reasons: [{ code: 'keyword' }, { code: 'similar' }] },
    isWeak: false,
  })
  t.same(decideVerdict(heard({})), {
    kind: 'decided',
    verdict: { category: 'access', decidedBy: 'model', confidence: 0.9, reasons: [words, similar] },
    isWeak: false,
  })
})

t.test('is open when nobody is sure, with all that was said', async (t) => {
  const doubt: Reason = { code: 'model-unsure', category: 'access', confidence: 0.4, runnerUp: null }
  const model = { kind: 'unsure', label: 'access', confidence: 0.4, reason: doubt } as const
  t.same(decideVerdict(heard({ model, evidence: [similar] })), {
    kind: 'open',
    reasons: [keyword, doubt, similar],
  })
  t.same(decideVerdict(heard({ rules: null, model: undefined, evidence: [] })), { kind: 'open', reasons: [] })
})
