import t from 'tap'
import { type Candidate, decideTurns as decide } from '../../src/ledger/decide-turns.ts'

const candidate = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  id,
  requesterKey: 'ana',
  lined: false,
  busy: null,
  oldest: null,
  ...change,
})

const decideTurns = (candidates: Candidate[], room: number) => {
  const turns = decide(candidates, room)
  return { taken: turns.taken.map(({ id }) => id), steppedAside: turns.steppedAside.map(({ id }) => id) }
}

t.test('takes one of each requester, up to the room there is', async (t) => {
  const due = [candidate('a'), candidate('b'), candidate('c', { requesterKey: 'ben' }), candidate('d')]
  t.same(decideTurns(due, 5), { taken: ['a', 'c'], steppedAside: ['b', 'd'] })
  t.same(decideTurns(due, 1), { taken: ['a'], steppedAside: [] }, 'those after the last stay as they are')
  t.same(decideTurns(due, 0), { taken: [], steppedAside: [] })
})

t.test('lets none pass one that a worker has, and takes that one again when its lease ran out', async (t) => {
  t.same(decideTurns([candidate('b', { busy: 'a' })], 1), { taken: [], steppedAside: ['b'] })
  const lost = candidate('b', { lined: true, busy: 'b', oldest: 'a' })
  t.same(decideTurns([lost], 1), { taken: ['b'], steppedAside: [] })
})

t.test('lets none pass an older one in the line', async (t) => {
  const older = candidate('a', { lined: true, oldest: 'a' })
  const younger = candidate('b', { lined: true, oldest: 'a' })
  t.same(decideTurns([younger, older], 2), { taken: ['a'], steppedAside: ['b'] })
  t.same(decideTurns([candidate('c', { oldest: 'a' })], 1), { taken: [], steppedAside: ['c'] })
})

t.test('takes a new one that is older than all in the line', async (t) => {
  t.same(decideTurns([candidate('a', { oldest: 'b' })], 1), { taken: ['a'], steppedAside: [] })
})
