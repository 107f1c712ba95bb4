import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { aboutBundle, aboutTarget, trainSmall } from '../classify/bundles/small-bundle.ts'
import { anEntry, filed } from '../ledger/new-entry.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { run } from './run.ts'
import { putModels } from './small-models.ts'

const dayMs = 86_400_000
const yaml = (dataDir: string) => `
helpdesks:
  main: { vendor: files, dir: ${JSON.stringify(join(dataDir, 'tickets'))} }
sources:
  botpress:
    authentication: { kind: secret, secrets: [a-long-enough-secret-0123] }
`

/** A data folder of a service whose agents kept and changed so many of the bot's categories, so many days ago. */
const fill = async (t: Test, kept: number, changed: number, daysAgo = 1) => {
  const dataDir = t.testdir()
  const clock = createManualClock(Date.now() - (daysAgo + 1) * dayMs)
  const { ledger } = await openSqliteLedger(t, { dataDir, clock })
  for (let at = 0; at < kept + changed; at++) await ledger.put(anEntry(String(at)))
  for (const claim of await ledger.claim({ helpdesk: 'main', owner: 'w', limit: 200, leaseMs: 1000 })) {
    const ticket = { id: claim.entry.id, url: 'https://desk.example/1', action: 'created' as const }
    await ledger.complete(claim, { ticket, flags: [], why: 'created', filed })
  }
  clock.jump(dayMs)
  const due = await ledger.dueReviews({ helpdesk: 'main', limit: 200 })
  for (const [at, review] of due.entries()) await ledger.endReview(review, at < kept ? 'kept' : 'changed')
  await ledger.close()
  const config = join(dataDir, 'relevo.yaml')
  writeFileSync(config, yaml(dataDir))
  return { dataDir, env: { RELEVO_DATA_DIR: dataDir, RELEVO_CONFIG: config } }
}

t.test('shows how often agents kept what was decided, and how sure that is', async (t) => {
  const { env } = await fill(t, 24, 16)
  const { code, out } = await run(['models', 'kept'], env)
  t.equal(code, 0)
  t.match(out, /^source +decided by +category +looked at +untold +kept +likely\n/)
  t.match(out, /\nbotpress +bot +all +40 +0 +60 % +█{9}▒{6}·{5} +45–74 %\n +billing +40 /)
  t.match(
    out,
    /bot of botpress is kept in 60 % of 40\.\n +→ Consider sources\.botpress\.trustCategory: false/,
  )
  const json = JSON.parse((await run(['models', 'kept', '--since', '7d', '--json'], env)).out)
  t.match(json, {
    figures: [
      { category: null, kept: 24, changed: 16, share: 0.6 },
      { category: 'billing', looked_at: 40 },
    ],
    advice: [{ source: 'botpress' }],
  })
  const checked = await run(['check'], env)
  t.match(
    checked.out,
    /warn botpress: category: .* kept in 60 % of 40 tickets of the last 30 days\n +→ Consider/,
  )
})

t.test('does not show few as a fact, nor what is long ago', async (t) => {
  const { env } = await fill(t, 3, 1, 40)
  t.match((await run(['models', 'kept'], env)).out, /^No ticket was looked at since \d{4}-\d{2}-\d{2} in /)
  const { out } = await run(['models', 'kept', '--since', '60d'], env)
  t.match(out, / 3 of 4 +█{6}▒{13}· +30–95 %\n/)
  t.notMatch(out, /75 %|Consider/)
  t.notMatch((await run(['check'], env)).out, /botpress: category/)
  t.match(await run(['models', 'kept', '--since', 'lately'], env), { code: 2, err: /--since takes/ })
})

t.test('compares the bot with the model that was promoted', async (t) => {
  const { dataDir, env } = await fill(t, 40, 15)
  t.notMatch((await run(['models', 'kept'], env)).out, /Consider/)
  const targets = [{ target: 'category' as const, about: aboutTarget({ accuracy: 0.93 }) }]
  const [name = ''] = await putModels(dataDir, await trainSmall(), [{ about: aboutBundle({ targets }) }])
  t.equal((await run(['models', 'promote', name], env)).code, 0)
  t.match((await run(['models', 'kept'], env)).out, /kept in 73 % of 55; the model in use is right in 93 %/)
})
