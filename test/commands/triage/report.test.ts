import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { triageReportSchema } from '../../../schemas/triage-report.ts'
import { openDatabase } from '../../../src/database/open-database.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import { silent } from '../../ledger/silent.ts'
import { aLeft, aPage, aPrediction, aSeen } from '../../triage/store/make-triage.ts'
import { run } from '../run.ts'

/** A data folder of a service that has observed `texts` tickets about billing, of which every tenth was about something else. */
const open = async (t: Test, { texts = 100, yaml = 'triage: {}' } = {}) => {
  const dataDir = t.testdir()
  const config = join(dataDir, 'relevo.yaml')
  writeFileSync(config, `${yaml}\ncategories: { billing: { group: Billing }, access: {} }\n`)
  const database = await openDatabase({ dataDir, databaseUrl: undefined, exclusive: false, logger: silent })
  const now = Date.now()
  await createTriageStore({ database, logger: silent }).commitPage(
    aPage({
      helpdesk: 'main',
      begunAt: now,
      changedUntil: now,
      now,
      tickets: Array.from({ length: texts }, (_, place) => {
        const category = place % 10 === 0 ? 'access' : 'billing'
        const outcome = category === 'billing' ? ('right' as const) : ('wrong' as const)
        const prediction = aPrediction({ confidence: 0.95, reasons: [] })
        const left = aLeft({ status: 'solved', group: 'Billing', category })
        return aSeen(String(place), {
          createdAt: now,
          changedAt: now,
          prediction,
          left,
          outcome,
          endedAt: now,
        })
      }),
    }),
  )
  await database.close()
  const env = {
    FRESHDESK_BASE_URL: 'http://127.0.0.1:9',
    FRESHDESK_API_KEY: 'good-key-0123456789',
    RELEVO_DATA_DIR: dataDir,
    RELEVO_CONFIG: config,
  }
  return { env, dataDir }
}

t.test('shows what triage is worth: on the terminal, for programs, and as a page', async (t) => {
  const { env, dataDir } = await open(t)
  const shown = await run(['triage', 'report'], env)
  t.equal(shown.code, 0, shown.err)
  t.match(shown.out, /Triage: report · main/)
  t.match(shown.out, /100 looked at: 100 judged/)
  t.match(shown.out, /billing +observe +\d+ +100 +90% \(83–94%\)/)
  t.match(shown.err, /--html report\.html/)
  const page = join(dataDir, 'report.html')
  const { out, err } = await run(['triage', 'report', '--json', '--html', page], env)
  t.match(triageReportSchema.parse(JSON.parse(out)), {
    kind: 'shadow',
    tickets: { judged: 100 },
    overall: { accuracy: { share: 0.9 } },
  })
  t.match(err, page)
  t.match(readFileSync(page, 'utf8'), /<!doctype html>[\s\S]*Triage: report/)
  t.equal(statSync(page).mode & 0o777, 0o600, 'nobody else has to read it')
})

t.test('shows thresholds with what they go by', async (t) => {
  const { env } = await open(t)
  const { code, out } = await run(['triage', 'thresholds'], env)
  t.equal(code, 0)
  t.match(out, /a wrong route 10 min, filing by hand 2 min/)
  t.match(out, /billing +observe +≥ 95% +100% +90% +100 +agents/)
  t.match(out, /access +observe +≥ 80% +– +– +0 +assumed/)
  t.match(JSON.parse((await run(['triage', 'thresholds', '--json'], env)).out), {
    helpdesk: 'main',
    costs: { wrong_minutes: 10 },
    categories: [
      { category: 'billing', mode: 'observe', threshold: { threshold: 0.95, basis: 'shadow' } },
      { category: 'access' },
    ],
  })
})

t.test('before the first ticket, and for a help desk that there is none of', async (t) => {
  const { env } = await open(t, { texts: 0, yaml: 'triage: {}\nlanguage: es' })
  t.match(await run(['triage', 'report'], env), {
    code: 0,
    out: /Todavía no hay ningún ticket por el que juzgar/,
  })
  for (const verb of ['report', 'thresholds'])
    t.match(await run(['triage', verb, '--helpdesk', 'other'], env), {
      code: 5,
      err: /"other" is not triaged/,
    })
  t.match(await run(['triage', 'report', '--days', '0'], env), { code: 2, err: /from 1 to 400/ })
  t.match(await run(['triage', 'report', '--html', '/nowhere/report.html'], env), {
    code: 1,
    err: /\/nowhere\/report\.html cannot be used \(ENOENT\)/,
  })
})
