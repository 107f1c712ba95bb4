import t from 'tap'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { claimOne, deliver, store } from './contract/steps.ts'
import { anEntry } from './new-entry.ts'
import { openSqliteLedger } from './open-sqlite-ledger.ts'
import { silent } from './silent.ts'

t.test('a completion whose answer was lost is found by its repeat, and by nobody else', async (t) => {
  const clock = createManualClock()
  const { database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  let loses = false
  const ledger = createLedger({
    database: {
      ...database,
      write: async (work, options) => {
        const result = await database.write(work, options)
        if (loses) throw new Error('The answer was lost.')
        return result
      },
    },
    clock,
    logger: silent,
  })
  const id = await store(ledger, anEntry('a'))
  const claim = await claimOne(ledger)
  loses = true
  await t.rejects(deliver(ledger, claim), { message: 'The answer was lost.' })
  loses = false
  t.equal(await deliver(ledger, { ...claim }), false, 'another claim of the same')
  const other = { ticket: { id: '78', url: null, action: 'created' as const }, flags: [], why: 'created' }
  t.equal(await ledger.complete(claim, other), false, 'another ticket')
  t.equal(await deliver(ledger, claim), true)
  t.match(await ledger.find(id), { state: 'delivered', ticket: { id: '77' } })
  t.match(await ledger.custody(), { received: 1, delivered: 1, balanced: true })
})
