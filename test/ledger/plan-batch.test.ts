import t from 'tap'
import { planBatch } from '../../src/ledger/plan-batch.ts'

const arrival = (id: string, keyHash: string, fingerprint = 'print') => ({ id, keyHash, fingerprint })
const holder = (id: string, keyHash: string, fingerprint: string | null, keyExpiresAt: number | null) => ({
  id,
  keyHash,
  fingerprint,
  keyExpiresAt,
})

t.test('inserts what nobody holds the key of', async (t) => {
  t.same(planBatch([arrival('a', 'k1'), arrival('b', 'k2')], [], 0), {
    verdicts: [{ kind: 'insert' }, { kind: 'insert' }],
    freed: [],
  })
})

t.test('tells repeats and conflicts from what is stored and from the batch itself', async (t) => {
  const arrivals = [
    arrival('a', 'stored'),
    arrival('b', 'stored', 'other'),
    arrival('c', 'new'),
    arrival('d', 'new'),
    arrival('e', 'new', 'other'),
  ]
  t.same(planBatch(arrivals, [holder('s', 'stored', 'print', null)], 0).verdicts, [
    { kind: 'duplicate', of: 's' },
    { kind: 'conflict', with: 's' },
    { kind: 'insert' },
    { kind: 'duplicate', of: 'c' },
    { kind: 'conflict', with: 'c' },
  ])
})

t.test('takes any content for a repeat when the first content is gone', async (t) => {
  t.same(planBatch([arrival('a', 'k', 'any')], [holder('s', 'k', null, null)], 0).verdicts, [
    { kind: 'duplicate', of: 's' },
  ])
})

t.test('frees an expired key for the first that comes, and only for that one', async (t) => {
  const arrivals = [arrival('a', 'k', 'other'), arrival('b', 'k', 'other')]
  t.same(planBatch(arrivals, [holder('s', 'k', 'print', 100)], 100), {
    verdicts: [{ kind: 'insert' }, { kind: 'duplicate', of: 'a' }],
    freed: ['s'],
  })
  t.same(planBatch(arrivals.slice(0, 1), [holder('s', 'k', 'print', 101)], 100), {
    verdicts: [{ kind: 'conflict', with: 's' }],
    freed: [],
  })
})
