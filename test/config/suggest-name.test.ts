import t from 'tap'
import { suggestName } from '../../src/config/suggest-name.ts'

const known = ['authentication', 'helpdesk', 'port', 'apiKey', 'tags']

t.test('finds the name that was meant', async (t) => {
  for (const [wrong, meant] of [
    ['autentication', 'authentication'],
    ['help-desk', 'helpdesk'],
    ['HELPDESK', 'helpdesk'],
    ['prot', 'port'],
    ['api_key', 'apiKey'],
    ['tag', 'tags'],
  ] as const)
    t.equal(suggestName(wrong, known), meant, wrong)
})

t.test('suggests nothing when nothing is near', async (t) => {
  t.equal(suggestName('colour', known), null)
  t.equal(suggestName('x', known), null)
  t.equal(suggestName('port', []), null)
})

t.test('a very long name costs nothing', async (t) => {
  t.equal(suggestName('x'.repeat(1_000_000), known), null)
})
