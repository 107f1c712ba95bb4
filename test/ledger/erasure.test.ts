import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createManualClock } from '../manual-clock.ts'
import { claimAll, deliver, store } from './contract/steps.ts'
import { aHandoff, anEntry } from './new-entry.ts'
import { openSqliteLedger } from './open-sqlite-ledger.ts'

const count = (bytes: Buffer, text: string): number => bytes.toString('latin1').split(text).length - 1

/** How often a text occurs in any file of a folder. */
const occurrences = (dataDir: string, text: string): number =>
  readdirSync(dataDir).reduce((sum, file) => sum + count(readFileSync(join(dataDir, file)), text), 0)

/** Hand-offs of all sizes, at every stage of their life, of the two requesters in turn. */
const fill = async (t: Parameters<typeof openSqliteLedger>[0], dataDir: string) => {
  const clock = createManualClock()
  const { ledger } = await openSqliteLedger(t, { dataDir, clock })
  for (let round = 0; round < 8; round++) {
    await Promise.all(
      Array.from({ length: 30 }, (_, at) => {
        const who = at % 2 === 0 ? 'forgotten' : 'remembered'
        const handoff = aHandoff({
          requester: { email: `${who}@example.org`, phone: null, name: who },
          summary: `secret-of-${who} `.repeat(1 + ((round * 31 + at * 17) % 400)),
        })
        const entry = anEntry(`${round}-${at}-${who}@example.org`, {
          requestId: `request-${round}-${at}`,
          handoff,
          requesterKey: `${who}-${at}`,
        })
        return store(ledger, entry)
      }),
    )
    for (const [at, claim] of (await claimAll(ledger, 20)).entries()) {
      await ledger.recordClassification(claim, {
        category: null,
        type: null,
        group: null,
        priority: null,
        tags: [],
        customFields: {},
        decidedBy: 'rule',
        confidence: null,
        reasons: [{ code: 'bot-named', name: claim.entry.handoff.requester.email ?? '' }],
      })
      if (at % 3 === 0) await ledger.park(claim, 'needs a person')
      else if (at % 3 === 1) await deliver(ledger, claim)
      if (at % 6 === 0)
        await ledger.edit(claim.entry.id, claim.entry.handoff, claim.entry.requesterKey, 'ann')
    }
    await clock.advance(1000)
  }
  return { ledger, clock }
}

t.test('leaves no byte of an erased requester in any file', async (t) => {
  const dataDir = t.testdir()
  const { ledger } = await fill(t, dataDir)
  t.ok(occurrences(dataDir, 'forgotten@example.org') > 0, 'it was there')
  for (let at = 0; at < 30; at += 2) t.ok((await ledger.erase(`forgotten-${at}`, 'ann')) > 0)
  await ledger.close()
  t.equal(occurrences(dataDir, 'forgotten'), 0)
  t.ok(occurrences(dataDir, 'remembered@example.org') > 0, 'the others are still there')
})

t.test('leaves no byte of a purged content in any file, log included', async (t) => {
  const dataDir = t.testdir()
  const { ledger, clock } = await fill(t, dataDir)
  for (let page = await ledger.list({ limit: 200 }), more = true; more; ) {
    for (const { id } of page.entries) await ledger.dismiss(id, 'spam', 'ann')
    more = page.next !== null
    if (page.next !== null) page = await ledger.list({ limit: 200, cursor: page.next })
  }
  await clock.advance(120_000)
  for (const claim of await claimAll(ledger, 200)) await deliver(ledger, claim)
  await clock.advance(1)
  t.ok((await ledger.purge({ endedBefore: clock.now(), limit: 1000 })) >= 240)
  await ledger.close()
  t.equal(occurrences(dataDir, '@example.org'), 0)
  t.equal(occurrences(dataDir, 'secret-of'), 0)
})
