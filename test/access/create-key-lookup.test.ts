import t from 'tap'
import { createKeyLookup } from '../../src/access/create-key-lookup.ts'
import type { KeptKey } from '../../src/access/key-rows.ts'
import { hashKey } from '../../src/access/key-text.ts'
import { createManualClock } from '../manual-clock.ts'

const aKey = (id: string, change: Partial<KeptKey> = {}): KeptKey => ({
  id,
  name: id,
  scopes: ['admin'],
  rate: null,
  createdAt: 0,
  createdBy: 'test',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  revokedBy: null,
  hash: hashKey(id),
  ...change,
})

/** A store that answers when it is told to. */
const open = () => {
  const clock = createManualClock()
  const asked: { ids: string[]; answer: (keys: KeptKey[]) => void; fail: (error: Error) => void }[] = []
  const failures: unknown[] = []
  const lookup = createKeyLookup({
    read: (ids) =>
      new Promise((answer, fail) => {
        asked.push({ ids, answer, fail })
      }),
    clock,
    onFailure: (error) => failures.push(error),
  })
  return { clock, asked, failures, lookup }
}

t.test('what arrives together is asked together, once, and then known at once', async (t) => {
  const { clock, asked, lookup } = open()
  const found = ['a', 'b', 'a', 'nobody'].map((id) => lookup.find(id))
  await clock.advance(0)
  t.same(
    asked.map(({ ids }) => ids),
    [['a', 'b', 'nobody']],
  )
  asked[0]?.answer([aKey('b'), aKey('a')])
  t.match(await Promise.all(found), [{ id: 'a' }, { id: 'b' }, { id: 'a' }, null])
  t.match(lookup.find('a'), { id: 'a' })
  t.equal(lookup.find('nobody'), null, 'that there is none is known too')
  t.equal(asked.length, 1)
  await lookup.idle()
  t.equal(clock.pending(), 0)
})

t.test(
  'a key in use is asked for again beside its requests; one out of use is believed for 4 s',
  async (t) => {
    const { clock, asked, lookup } = open()
    const first = lookup.find('a')
    await clock.advance(0)
    asked[0]?.answer([aKey('a')])
    await first
    clock.jump(2_000)
    t.match(lookup.find('a'), { id: 'a' }, 'no request waits')
    await clock.advance(0)
    t.equal(asked.length, 2)
    asked[1]?.answer([aKey('a', { revokedAt: 1 })])
    await lookup.idle()
    t.match(lookup.find('a'), { revokedAt: 1 })
    clock.jump(4_000)
    t.type(lookup.find('a'), Promise)
    clock.jump(-60_000)
    t.type(lookup.find('a'), Promise, 'nor is an answer from the future believed')
  },
)

t.test('an answer that was asked for before a change is not believed after it', async (t) => {
  const { clock, asked, lookup } = open()
  const finding = lookup.find('a')
  await clock.advance(0)
  lookup.forget('a')
  asked[0]?.answer([aKey('a')])
  await clock.advance(0)
  t.same(asked[1]?.ids, ['a'], 'it is asked again')
  asked[1]?.answer([aKey('a', { revokedAt: 1 })])
  t.match(await finding, { revokedAt: 1 })
  t.match(lookup.find('a'), { revokedAt: 1 })
})

t.test('a store that fails, or does not answer, is told from a key that is wrong', async (t) => {
  const { clock, asked, failures, lookup } = open()
  const failing = lookup.find('a')
  await clock.advance(0)
  asked[0]?.fail(new Error('away'))
  t.equal(await failing, 'unavailable')
  t.equal(failures.length, 1)
  const slow = lookup.find('a')
  await clock.advance(3_000)
  t.equal(await slow, 'unavailable')
  asked[1]?.answer([aKey('a')])
  await lookup.idle()
  t.match(lookup.find('a'), { id: 'a' }, 'a late answer serves the next')
})

t.test(
  'made-up keys by the thousand ask one question at a time, and are turned away beyond that',
  async (t) => {
    const { clock, asked, lookup } = open()
    const many = Array.from({ length: 1_500 }, (_, at) => lookup.find(`made-up-${at}`))
    await clock.advance(0)
    t.equal(asked.length, 1)
    t.equal(asked[0]?.ids.length, 100)
    for (let at = 0; asked[at] !== undefined; at++) {
      asked[at]?.answer([])
      await clock.advance(0)
      t.ok(asked.length <= at + 2)
    }
    const answers = await Promise.all(many)
    t.equal(answers.filter((answer) => answer === 'unavailable').length, 500)
    t.equal(asked.length, 10)
  },
)
