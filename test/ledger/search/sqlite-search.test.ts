import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createManualClock } from '../../manual-clock.ts'
import { store } from '../contract/steps.ts'
import { aHandoff, anEntry } from '../new-entry.ts'
import { openSqliteLedger } from '../open-sqlite-ledger.ts'
import { describeSearch } from './search-contract.ts'

describeSearch('SQLite', async (t) => {
  const clock = createManualClock()
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  return { ledger, database, clock, beside: ledger }
})

t.test('no byte of an erased word is left in any file', async (t) => {
  const dataDir = t.testdir()
  const { ledger } = await openSqliteLedger(t, { dataDir, clock: createManualClock() })
  const words = (who: string, at: number) =>
    Array.from({ length: 40 }, (_, word) => `${who}word${at}x${(word * 7919 + at * 31) % 997}`).join(' ')
  for (let at = 0; at < 120; at += 1) {
    const who = at % 2 === 0 ? 'gone' : 'kept'
    const handoff = aHandoff({ summary: words(who, at) })
    await store(ledger, anEntry(`key-${at}`, { requesterKey: who, handoff }))
    await ledger.indexForSearch({ limit: 1 + (at % 5) })
  }
  const occurrences = (text: string): number =>
    readdirSync(dataDir).reduce(
      (sum, file) => sum + readFileSync(join(dataDir, file)).toString('latin1').split(text).length - 1,
      0,
    )
  t.ok(occurrences('goneword') > 0)
  await ledger.erase('gone', 'ann')
  await ledger.close()
  t.equal(occurrences('goneword'), 0)
  t.ok(occurrences('keptword') > 0)
})
