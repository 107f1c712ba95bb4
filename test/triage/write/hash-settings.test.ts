import t from 'tap'
import { findRefusedFields } from '../../../src/triage/write/find-refused-fields.ts'
import { hashSettings } from '../../../src/triage/write/hash-settings.ts'
import { settingsOf } from './open-writing.ts'

const modeOff = { name: 'mode:billing', value: 'observe', at: 0, who: 'test' }

t.test('the hash is that of all that decides, and of nothing else', async (t) => {
  const hash = hashSettings(settingsOf(), [])
  t.match(hash, /^[0-9a-f]{16}$/)
  t.equal(hashSettings(settingsOf({ every: '5m', keep: '30d' }), []), hash)
  t.equal(hashSettings(settingsOf(), [{ ...modeOff, value: 'apply' }]), hash, 'switched to what it is')
  const others = [
    hashSettings(settingsOf(), [modeOff]),
    hashSettings(settingsOf({ group: 'Triage' }), []),
    hashSettings(settingsOf({ fields: { type: 'suggest' } }), []),
    hashSettings(settingsOf({ costs: { wrong: '1h' } }), []),
    hashSettings(settingsOf({ categories: { billing: { threshold: 0.9 } } }), []),
    hashSettings({ ...settingsOf(), hasOwnCategories: false }, []),
  ]
  t.equal(new Set([hash, ...others]).size, others.length + 1)
})

t.test('refused fields are those that were sent, by either name', async (t) => {
  const failure = (...fields: string[]) => ({
    ...{ kind: 'invalid' as const, message: '', status: 400 },
    faults: fields.map((field) => ({ field, code: 'invalid_value', message: '' })),
  })
  t.same(findRefusedFields(failure('group_id', 'type', 'cf_x'), ['group', 'type']), ['group', 'type'])
  t.same(findRefusedFields(failure('type'), ['group']), [], 'not ours to leave out')
  t.same(findRefusedFields({ kind: 'gone', message: '' }, ['group']), [])
})
