import t from 'tap'
import { isSure } from '../../../src/triage/decide/is-sure.ts'
import { makePrediction } from '../make-prediction.ts'

t.test('no threshold holds for rules, and their own tickets may forbid them', async (t) => {
  const byRule = makePrediction({ confidence: null, decidedBy: 'rule', isDecided: true })
  const own = { hasOwnCategories: true, threshold: null }
  t.equal(isSure(byRule, own), true)
  t.equal(isSure(byRule, { ...own, threshold: 0.5, areRulesRefuted: true }), false)
  t.equal(isSure(byRule, { ...own, hasOwnCategories: false }), false)
  t.equal(
    isSure(makePrediction({ confidence: 0.9 }), { ...own, threshold: 0.8, areRulesRefuted: true }),
    true,
  )
})
