// A short round of `npm run bench -- replica-faults`: what it promises is proved here on every run.
import t from 'tap'
import { measureReplicaFaults } from '../../bench/replica-faults.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'

t.test(
  'replicas that are killed, frozen and cut off: nothing lost, nothing twice, within the limit',
  { skip: postgresMissing(), timeout: 110_000 },
  async (t) => {
    const figures = await measureReplicaFaults({
      rounds: 3,
      replicas: 2,
      faults: ['kill', 'freeze', 'cut off'],
    })
    t.ok(figures.acknowledged > 0 && figures.delivered >= figures.acknowledged, JSON.stringify(figures))
    t.match(figures, { lost: 0, duplicates: 0, parked: 0, balanced: true, rateLimited: 0 })
    t.ok(figures.mostInWindow <= figures.limit, `${figures.mostInWindow} of ${figures.limit} in a window`)
  },
)
