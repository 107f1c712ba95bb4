import t from 'tap'
import { createGroupCommit } from '../../src/ledger/group-commit.ts'
import { LedgerUnavailable } from '../../src/ledger/ledger-unavailable.ts'

const create = (commit: (items: number[]) => Promise<string[]>) => {
  const batches: number[][] = []
  const group = createGroupCommit<number, string>({
    maxItems: 3,
    maxWeight: 100,
    weigh: (item) => item,
    commit: async (items) => {
      batches.push(items)
      return commit(items)
    },
  })
  return { group, batches }
}

const answer = async (items: number[]) => items.map((item) => `done ${item}`)

t.test('commits together what comes together, within the bounds of number and weight', async (t) => {
  const { group, batches } = create(answer)
  const outcomes = await Promise.all([1, 2, 3, 4, 90, 20, 500, 5].map(group.add))
  t.same(outcomes, ['done 1', 'done 2', 'done 3', 'done 4', 'done 90', 'done 20', 'done 500', 'done 5'])
  t.same(batches, [[1, 2, 3], [4, 90], [20], [500], [5]])
})

t.test('gathers for the next commit what arrives during one', async (t) => {
  const first = Promise.withResolvers<void>()
  const { group, batches } = create(async (items) => {
    if (items.includes(1)) await first.promise
    return answer(items)
  })
  const one = group.add(1)
  while (batches.length === 0) await new Promise(setImmediate)
  const others = [group.add(2), group.add(3)]
  let idle = false
  const becomesIdle = group.idle().then(() => {
    idle = true
  })
  t.equal(idle, false)
  first.resolve()
  t.same(await Promise.all([one, ...others]), ['done 1', 'done 2', 'done 3'])
  t.same(batches, [[1], [2, 3]])
  await becomesIdle
  await group.idle()
})

t.test('lets a bad item fail alone', async (t) => {
  const { group } = create(async (items) => {
    if (items.includes(2)) throw new Error('bad item')
    return answer(items)
  })
  t.match(await Promise.allSettled([1, 2, 3].map(group.add)), [
    { value: 'done 1' },
    { reason: { message: 'bad item' } },
    { value: 'done 3' },
  ])
  t.equal(await group.add(4), 'done 4')
})

t.test('fails a whole batch at once when the store is unavailable', async (t) => {
  const { group, batches } = create(async () => {
    throw new LedgerUnavailable('disk-full', 'Free some space.')
  })
  const outcomes = await Promise.allSettled([1, 2, 3].map(group.add))
  t.ok(outcomes.every(({ status }) => status === 'rejected'))
  t.equal(batches.length, 1)
})

t.test('rejects an item that the commit forgot', async (t) => {
  const { group } = create(async () => [])
  await t.rejects(group.add(1), { message: /no outcome/ })
})

t.test('refuses what comes in while more waits than it may', async (t) => {
  const first = Promise.withResolvers<void>()
  const group = createGroupCommit<number, string>({
    maxItems: 3,
    maxWeight: 100,
    maxWaiting: 4,
    maxWaitingWeight: 50,
    weigh: (item) => item,
    commit: async (items) => {
      await first.promise
      return answer(items)
    },
  })
  const begun = group.add(1)
  await new Promise(setImmediate)
  const waiting = [2, 3, 4, 5].map(group.add)
  await t.rejects(group.add(6), { name: 'LedgerUnavailable', code: 'unavailable' })
  first.resolve()
  t.same(await Promise.all([begun, ...waiting]), ['done 1', 'done 2', 'done 3', 'done 4', 'done 5'])
  const heavy = group.add(60)
  await t.rejects(group.add(1), { name: 'LedgerUnavailable' })
  t.equal(await heavy, 'done 60')
  t.equal(await group.add(1), 'done 1')
})
