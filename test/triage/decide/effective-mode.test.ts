import t from 'tap'
import { triageFieldSchema, triageModeSchema } from '../../../schemas/triage.ts'
import { triageSchema } from '../../../schemas/triage-configuration.ts'
import { effectiveMode } from '../../../src/triage/decide/effective-mode.ts'
import type { Switch } from '../../../src/triage/triage-store.ts'

const modes = triageModeSchema.options
const switched = (name: string, value: string): Switch => ({ name, value, at: 0, who: 'test' })

t.test('a switch goes before the category, and the category before the whole', async (t) => {
  const triage = triageSchema.parse({ mode: 'suggest', categories: { billing: { mode: 'apply' } } })
  t.equal(effectiveMode({ triage, switches: [] }, 'sales'), 'suggest')
  t.equal(effectiveMode({ triage, switches: [] }, 'billing'), 'apply')
  t.equal(effectiveMode({ triage, switches: [switched('mode:billing', 'observe')] }, 'billing'), 'observe')
  t.equal(effectiveMode({ triage, switches: [switched('mode:billing', 'observe')] }, 'sales'), 'suggest')
})

t.test('a category that only has a threshold goes as far as all', async (t) => {
  const triage = triageSchema.parse({ mode: 'suggest', categories: { billing: { threshold: 0.9 } } })
  t.equal(effectiveMode({ triage, switches: [] }, 'billing'), 'suggest')
})

t.test('a switch that is no mode, and switches of other things, count for nothing', async (t) => {
  const triage = triageSchema.parse({ mode: 'suggest' })
  for (const one of [
    switched('mode:billing', 'everything'),
    switched('stop', 'on'),
    switched('mode:', 'apply'),
  ]) {
    t.equal(effectiveMode({ triage, switches: [one] }, 'billing'), 'suggest', one.name)
  }
})

t.test('a field goes no further than the category, and no further than itself', async (t) => {
  for (const [whole, ofCategory] of modes.entries()) {
    for (const [atMost, ofField] of modes.entries()) {
      for (const field of triageFieldSchema.options) {
        const triage = triageSchema.parse({ mode: ofCategory, fields: { [field]: ofField } })
        t.equal(effectiveMode({ triage, switches: [] }, 'billing', field), modes[Math.min(whole, atMost)])
      }
    }
  }
})

t.test('nothing may be written of no category, nor by a name that only objects have', async (t) => {
  const triage = triageSchema.parse({ mode: 'apply' })
  t.equal(effectiveMode({ triage, switches: [switched('mode:null', 'apply')] }, null), 'observe')
  t.equal(effectiveMode({ triage, switches: [] }, 'constructor'), 'apply')
})
