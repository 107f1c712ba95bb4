import { setImmediate } from 'node:timers/promises'
import { openDatabase } from '../../src/database/open-database.ts'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { anEntry } from './new-entry.ts'
import { silent } from './silent.ts'

/**
 * A process of its own, to be killed: puts from 16 callers at once, works some, and prints the id of each hand-off once it is
 * acknowledged, and `done <id>` once it is delivered.
 */
const [dataDir = '', prefix = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir, exclusive: true, logger: silent })
const ledger = createLedger({ database, clock: systemClock, logger: silent })

const putForever = async (caller: number): Promise<never> => {
  for (let at = 0; ; at++) {
    const outcome = await ledger.put(anEntry(`${prefix}-${caller}-${at}`))
    if (outcome.kind === 'stored') process.stdout.write(`put ${outcome.id}\n`)
  }
}

const workForever = async (): Promise<never> => {
  for (;;) {
    for (const claim of await ledger.claim({ helpdesk: 'main', owner: prefix, limit: 4, leaseMs: 1 })) {
      const ticket = { id: claim.entry.id, url: null, action: 'created' } as const
      const done = await ledger.complete(claim, { ticket, flags: [], why: 'created' })
      if (done) process.stdout.write(`done ${claim.entry.id}\n`)
    }
    await setImmediate()
  }
}

await Promise.all([workForever(), ...Array.from({ length: 16 }, (_, caller) => putForever(caller))])
