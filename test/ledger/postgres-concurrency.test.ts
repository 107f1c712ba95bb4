// Several replicas' ledgers on one database at the same moment: what the locks of lines are for.
import t from 'tap'
import type { Claim, Ledger } from '../../src/ledger/ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { anEntry } from './new-entry.ts'
import { openPostgresLedger } from './open-postgres-ledger.ts'

const replicas = 4
const requesters = 12
const handoffs = 160

t.test('at the same moment', { skip: postgresMissing() }, async (t) => {
  const { url } = await openTestDatabase(t)
  const clock = createManualClock()
  const opened = await Promise.all(
    Array.from({ length: replicas }, () => openPostgresLedger(t, { url, clock })),
  )
  const ledgers = opened.map(({ ledger }) => ledger)

  /** Claims and settles until everything that was put has ended; `settle` says true when it has delivered one. */
  const workOff = async (
    ledger: Ledger,
    owner: string,
    settle: (claim: Claim, ledger: Ledger) => Promise<boolean>,
    ended: { count: number },
    wanted: number,
  ): Promise<void> => {
    const deadline = performance.now() + 60_000
    while (ended.count < wanted) {
      if (performance.now() > deadline) throw new Error(`Only ${ended.count} of ${wanted} came to an end.`)
      const claims = await ledger.claim({ helpdesk: 'main', owner, limit: 5, leaseMs: 60_000 })
      const settled = await Promise.all(claims.map((claim) => settle(claim, ledger)))
      ended.count += settled.filter(Boolean).length
      if (claims.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  const putAll = async (prefix: string): Promise<void> => {
    for (let from = 0; from < handoffs; from += 20) {
      await Promise.all(
        Array.from({ length: 20 }, (_, at) => {
          const number = from + at
          const ledger = ledgers[number % replicas]
          return ledger?.put(
            anEntry(`${prefix}-${number}`, { requesterKey: `${prefix}-${number % requesters}` }),
          )
        }),
      )
    }
  }

  t.test('each hand-off has one worker, and a requester one at a time, in order', async (t) => {
    const active = new Map<string, string>()
    const delivered = new Map<string, string[]>()
    const faults: string[] = []
    const ended = { count: 0 }
    const settle = async (claim: Claim, ledger: Ledger): Promise<boolean> => {
      const { id, requesterKey } = claim.entry
      const other = active.get(requesterKey)
      if (other !== undefined) faults.push(`${id} was claimed while ${other} was under way`)
      active.set(requesterKey, id)
      const later = Math.random() < 0.3
      // From here on the row may be claimed elsewhere before the answer has come back.
      active.delete(requesterKey)
      if (later) {
        await ledger.retryLater(claim, { dueAt: clock.now(), why: 'not yet', failed: false })
        return false
      }
      const before = delivered.get(requesterKey) ?? []
      const last = before.at(-1)
      if (last !== undefined && last > id) faults.push(`${id} came after ${last}`)
      delivered.set(requesterKey, [...before, id])
      return ledger.complete(claim, {
        ticket: { id: '1', url: null, action: 'created' },
        flags: [],
        why: 'made',
      })
    }
    // All are there before the first claim: only then does the order of ids bind.
    await putAll('order')
    await Promise.all(ledgers.map((ledger, at) => workOff(ledger, `worker-${at}`, settle, ended, handoffs)))
    t.same(faults, [])
    t.equal([...delivered.values()].flat().length, handoffs)
    t.equal(new Set([...delivered.values()].flat()).size, handoffs, 'each once')
  })

  t.test('nothing gets stuck while people put, park, release, edit and dismiss meanwhile', async (t) => {
    const ended = { count: 0 }
    let dismissed = 0
    const settle = async (claim: Claim, ledger: Ledger): Promise<boolean> => {
      const drawn = Math.random()
      const { id } = claim.entry
      if (drawn < 0.15) {
        await ledger.park(claim, 'needs a person')
        if (Math.random() < 0.5) {
          await ledger.edit(id, claim.entry.handoff, `mixed-${Math.floor(Math.random() * requesters)}`, 'ann')
        }
        await ledger.release(id, 'ann')
        return false
      }
      if (drawn < 0.3) {
        await ledger.retryLater(claim, { dueAt: clock.now(), why: 'not yet', failed: true })
        if (Math.random() < 0.3) {
          const outcome = await ledger.dismiss(id, 'spam', 'ann')
          if (outcome.kind !== 'done') return false
          dismissed += 1
          return true
        }
        return false
      }
      return ledger.complete(claim, {
        ticket: { id: '1', url: null, action: 'created' },
        flags: [],
        why: 'made',
      })
    }
    await Promise.all([
      putAll('mixed'),
      ...ledgers.map((ledger, at) => workOff(ledger, `worker-${at}`, settle, ended, handoffs)),
    ])
    const sum = await ledgers[0]?.custody()
    t.match(sum, { underWay: 0, parked: 0, balanced: true, received: 2 * handoffs })
    t.equal(sum?.dismissed, dismissed)
    const left = await opened[0]?.database.kysely
      .selectFrom('handoffs')
      .select('id')
      .where('state', 'in', ['received', 'waiting', 'delivering'])
      .execute()
    t.same(left, [])
  })
})
