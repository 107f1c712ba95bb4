import t from 'tap'
import type { CallOptions } from '../../src/helpdesk/outcome.ts'
import { createRememberedByKey } from '../../src/helpdesk/remembered-by-key.ts'
import { createManualClock } from '../manual-clock.ts'

const lane: CallOptions = { lane: 'new' }

t.test('each key is asked for once, and the one unused for longest is forgotten first', async (t) => {
  const asked: string[] = []
  const remembered = createRememberedByKey(
    async (key) => {
      asked.push(key)
      return { ok: true, value: `name of ${key}` }
    },
    createManualClock(),
    2,
  )
  const get = (key: string) => remembered(key).get(lane)
  t.same(await get('a'), { ok: true, value: 'name of a' })
  await get('b')
  await get('a')
  t.same(asked, ['a', 'b'])
  await get('c')
  await get('a')
  t.same(asked, ['a', 'b', 'c'], 'a was used last before c')
  await get('b')
  t.same(asked, ['a', 'b', 'c', 'b'])
})
