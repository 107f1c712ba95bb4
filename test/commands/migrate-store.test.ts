import { existsSync } from 'node:fs'
import t, { type Test } from 'tap'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { fillStore } from '../move/fill-store.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { run } from './run.ts'

const skip = postgresMissing()

const fill = async (t: Test): Promise<string> => {
  const dataDir = t.testdir()
  const clock = createManualClock()
  const { ledger } = await openSqliteLedger(t, { dataDir, clock })
  await fillStore(ledger, clock)
  await ledger.close()
  return dataDir
}

t.test('moves the store of the settings, shows both sides, and says what to do now', { skip }, async (t) => {
  const dataDir = await fill(t)
  const { url } = await openTestDatabase(t)
  const env = { RELEVO_DATA_DIR: dataDir, DATABASE_URL: url }

  const copied = await run(['migrate-store', '--copy-only'], env)
  t.match(copied, { code: 0, out: /^Copied 29 rows\. Relevo goes on/ }, copied.err)

  const { code, out, err } = await run(['migrate-store'], env)
  t.equal(code, 0, err)
  t.match(err, /^Copying 29 of 29 rows \(100 %\)\n[\s\S]*Comparing 29 of 29 rows \(100 %\)/)
  t.match(out, /^ +data folder +PostgreSQL\nreceived +6 +6\ndelivered +1 +1\nunder way +3 +3\n/)
  t.match(out, /rows of history +14 +14\n {2}checksum +([0-9a-f]+) +\1\n/)
  t.match(out, /Both sides are the same, each of the 3 lines of relevo custody too/)
  t.match(out, /Now set DATABASE_URL/)
  t.notMatch(out + err, new URL(url).password)

  t.match(await run(['custody'], env), { code: 0, out: /6 received = 1 delivered \+ 3 under way/ })
  t.match(await run(['migrate-store'], env), { code: 4, err: /was moved into that database on/ })
  t.match(await run(['migrate-store', '--reopen'], env), {
    code: 0,
    out: /serves again\. Remove DATABASE_URL/,
  })
  t.match(await run(['migrate-store', '--reopen'], env), { code: 0, out: /nothing to take back/ })
})

t.test('speaks JSON', { skip }, async (t) => {
  const dataDir = await fill(t)
  const { url } = await openTestDatabase(t)
  const command = ['migrate-store', '--from', dataDir, '--to', url, '--json']
  const read = async (...more: string[]): Promise<unknown> => {
    const { code, out, err } = await run([...command, ...more])
    t.equal(code, 0, err)
    return JSON.parse(out)
  }
  t.same(await read('--copy-only'), { moved: false, rows: 29 })
  const side = {
    rows: { handoffs: 7, payloads: 7, classifications: 1, history: 14 },
    checksums: { handoffs: /^[0-9a-f]+$/ },
    custody: { received: 6, under_way: 3, balanced: true },
  }
  t.match(await read(), { moved: true, rewritten: 0, source: side, target: side })
  t.same(await read('--reopen'), { reopened: true, since: { received: 0, steps: 0, replied: false } })
  t.same(await read('--reopen'), { reopened: false })
  await read()
  const forced = await run(['migrate-store', '--reopen', '--force', '--from', dataDir], {})
  t.match(forced, { code: 0, out: /^Warning: what was received in PostgreSQL since the move is missing/ })
})

t.test('wrong use, and stores that are not there, are told apart', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir }
  t.match(await run(['migrate-store'], env), { code: 2, err: /Set DATABASE_URL/ })
  t.match(await run(['migrate-store', './data'], env), { code: 2, err: /--from/ })
  t.match(await run(['migrate-store', '--force'], env), { code: 2, err: /--force goes with --reopen/ })
  t.match(await run(['migrate-store', '--reopen', '--copy-only'], env), { code: 2, err: /exclude/ })
  const to = ['migrate-store', '--to', 'postgres://relevo:geheim@127.0.0.1:1/relevo']
  t.match(await run(to, env), { code: 4, err: /There is no store in/ })
  t.notOk(existsSync(`${dataDir}/relevo.db`))
  t.match(await run([...to, '--from', `${dataDir}/nowhere`], env), { code: 4, err: /There is no store in/ })
  t.match(await run(to, { RELEVO_CONFIG: `${dataDir}/nowhere.yaml` }), {
    code: 3,
    err: /configuration is faulty/,
  })
})

t.test('a database that cannot be reached is said without its password', async (t) => {
  const dataDir = await fill(t)
  for (const url of [
    'postgres://relevo:geheim@127.0.0.1:1/relevo',
    'mysql://relevo:geheim@127.0.0.1/relevo',
  ]) {
    const { code, out, err } = await run(['migrate-store', '--from', dataDir, '--to', url])
    t.equal(code, 4, err)
    t.match(err, /PostgreSQL cannot be reached|must begin with postgres:/)
    t.notMatch(out + err, 'geheim')
  }
})
