import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { triagedTicketPageSchema, triageStatusSchema } from '../../../schemas/triage-api.ts'
import { openDatabase } from '../../../src/database/open-database.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import type { TriageStore } from '../../../src/triage/triage-store.ts'
import { silent } from '../../ledger/silent.ts'
import { aLeft, aPage, aPrediction, aSeen } from '../../triage/store/make-triage.ts'
import { run } from '../run.ts'

const key = 'good-key-0123456789'

/** A data folder of a service that has triaged, and an account of Freshdesk. */
const open = async (
  t: Test,
  yaml = 'triage: {}\ncategories: { billing: { group: Billing }, access: {} }\n',
) => {
  const sandbox = createFreshdeskSandbox({
    apiKeys: { [key]: {} },
    groups: [{ name: 'Billing' }, { name: 'Sales' }],
    agents: [
      { name: 'Relevo', email: 'relevo@acme.example' },
      { name: 'Ana', email: 'ana@acme.example' },
    ],
  })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const dataDir = t.testdir()
  const config = join(dataDir, 'relevo.yaml')
  writeFileSync(config, yaml)
  const env = {
    FRESHDESK_BASE_URL: served.url,
    FRESHDESK_API_KEY: key,
    RELEVO_DATA_DIR: dataDir,
    RELEVO_CONFIG: config,
    USER: 'eva',
  }
  const withStore = async (work: (store: TriageStore) => Promise<unknown>) => {
    const database = await openDatabase({ dataDir, databaseUrl: undefined, exclusive: false, logger: silent })
    await work(createTriageStore({ database, logger: silent }))
    await database.close()
  }
  return { env, sandbox, withStore }
}

t.test('says how to begin, where triage is not configured', async (t) => {
  const { env } = await open(t, 'language: es\n')
  t.match(await run(['triage'], env), { code: 3, err: /Add "triage: \{\}" to the configuration file/ })
})

t.test('says what there is, when it is asked for something else', async (t) => {
  const { env } = await open(t)
  t.match(await run(['triage', 'nonsense'], env), { code: 2, err: /there are status, tickets, report/ })
  t.match(await run(['triage', 'stop', '--run', 'x'], env), {
    code: 2,
    err: /"triage stop" takes no --run[\s\S]*relevo triage stop/,
  })
  t.match(await run(['triage', 'mode', 'billing', 'often'], env), { code: 2, err: /"often" is no mode; use/ })
  t.match(await run(['triage', 'mode', 'billing'], env), { code: 2, err: /The mode is missing/ })
  t.match(await run(['triage', 'tickets', '--state', 'lost'], env), { code: 2, err: /"lost" is no state/ })
  t.match(await run(['triage', 'undo'], env), { code: 2, err: /Say which: --run/ })
})

t.test('tells how triage is doing from the first moment on', async (t) => {
  const { env, withStore } = await open(t)
  const before = await run(['triage'], env)
  t.match(before, { code: 0, out: /main \(freshdesk\): nothing has been read yet; no events configured/ })
  t.match(before.out, /billing +observe +0 +0 +0/)
  t.match(await run(['triage', 'tickets'], env), { code: 0, out: 'No tickets.\n' })
  t.match(await run(['triage', 'runs'], env), { code: 0, out: 'Nothing was written yet.\n' })

  const now = Date.now()
  await withStore((store) =>
    store.commitPage(
      aPage({
        helpdesk: 'main',
        now,
        changedUntil: now,
        atEnd: true,
        tickets: [
          aSeen('7', {
            left: aLeft({ category: 'billing', status: 'solved' }),
            outcome: 'right',
            endedAt: now,
          }),
          aSeen('8', { prediction: null, skipped: 'handoff' }),
          aSeen('9', { prediction: aPrediction({ category: null, confidence: null, decidedBy: 'none' }) }),
        ],
      }),
    ),
  )
  const after = await run(['triage'], env)
  t.match(after.out, /read to the end at [\s\S]*3 tickets seen, 2 predicted[\s\S]*Left alone: handoff 1/)
  t.match(after.out, /billing +observe +1 +1 +0/)
  triageStatusSchema.parse(JSON.parse((await run(['triage', 'status', '--json'], env)).out))

  const listed = await run(['triage', 'tickets'], env)
  t.match(listed.out, /main #7 .* billing +91 % +model .* billing +right/)
  t.match(listed.out, /main #8 .* \(handoff\)/)
  const page = JSON.parse((await run(['triage', 'tickets', '--outcome', 'right', '--json'], env)).out)
  t.same(
    triagedTicketPageSchema.parse(page).tickets.map(({ ticket_id }) => ticket_id),
    ['7'],
  )
  const one = await run(['triage', 'tickets', '--limit', '1'], env)
  const [, cursor = ''] = /--cursor (\S+)/.exec(one.out) ?? []
  t.match((await run(['triage', 'tickets', '--cursor', cursor], env)).out, /main #/)
})

t.test('stops, starts and switches, and the trail says who', async (t) => {
  const { env } = await open(t)
  t.match(await run(['triage', 'stop'], env), { code: 0, out: /Nothing is written any more/ })
  t.match((await run(['triage'], env)).out, /^STOPPED by cli:\S+ on /)
  t.match(await run(['triage', 'start', '--json'], env), { code: 0, out: '{"stopped":false,"waiting":0}\n' })
  t.notMatch((await run(['triage'], env)).out, /STOPPED/)
  t.match(await run(['triage', 'mode', 'billing', 'apply'], env), { code: 0, out: /in mode apply now/ })
  t.match((await run(['triage'], env)).out, /billing +apply \(switched\)/)
  t.match(await run(['triage', 'mode', 'billing', 'configured'], env), { code: 0 })
  t.match((await run(['triage'], env)).out, /billing +observe /)
  t.match(await run(['triage', 'mode', 'nothing', 'apply'], env), { code: 5, err: /no category "nothing"/ })
  const trail = JSON.parse((await run(['audit', '--json'], env)).out) as {
    entries: { what: string; outcome: string; who: string }[]
  }
  t.same(trail.entries.map(({ what, outcome }) => `${what} ${outcome}`).reverse(), [
    'stopTriage done',
    'startTriage done',
    'setTriageMode done',
    'setTriageMode done',
    'setTriageMode refused',
  ])
})

/** Two tickets that one run wrote to: of the second one somebody has changed the group since. */
const openRun = async (t: Test) => {
  const opened = await open(t)
  const { sandbox, withStore } = opened
  const [mine = 0, theirs = 0] = ['one', 'two'].map((subject) => {
    const id = sandbox.people.write({ email: 'marta@example.com', subject, text: 'Una factura' })
    sandbox.people.edit(id, { group: 'Billing' }, 'relevo@acme.example')
    return id
  })
  sandbox.people.edit(theirs, { group: 'Sales' }, 'ana@acme.example')
  const now = Date.now()
  let written = ''
  await withStore(async (store) => {
    const tickets = [mine, theirs].map((id) => aSeen(String(id), { dueAt: now }))
    await store.commitPage(aPage({ helpdesk: 'main', now, tickets }))
    const begun = await store.openRun({ helpdesk: 'main', model: 'starter', settings: 'hash', now })
    written = begun.id
    for (const id of [mine, theirs]) {
      const ticket = await store.find('main', String(id))
      if (ticket === null) throw new Error('It is not there.')
      const planned = {
        changes: [{ field: 'group' as const, before: null, after: 'Billing' }],
        tags: [],
        note: false,
        basedOn: new Date(now).toISOString(),
      }
      await store.step(ticket, {
        state: 'done',
        dueAt: null,
        action: 'apply',
        run: begun.id,
        planned,
        wroteAt: now,
      })
    }
  })
  return { ...opened, run1: written, groupOf: () => sandbox.account.tickets.get(mine)?.groupId ?? null }
}

t.test('takes a run back, and says what stays', async (t) => {
  const { env, run1, groupOf } = await openRun(t)
  t.match(await run(['triage', 'runs'], env), {
    code: 0,
    out: new RegExp(`${run1} +main .* starter +2 +0 +0 +0`),
  })
  const undone = await run(['triage', 'undo', '--run', run1], env)
  t.match(undone, { code: 0, out: /Taken back: 1\.[\s\S]*gone: 1\./, err: /Taking back/ })
  t.equal(groupOf(), null)
  t.match(await run(['triage', 'undo', run1, '--json'], env), { code: 0, out: /"undone":0,.*"before":1/ })
  t.match(await run(['triage', 'undo', '--run', '20200101-1'], env), { code: 5, err: /no run "20200101-1"/ })
})

t.test('the process stays until a run was taken back, also of tickets that it waits for', async (t) => {
  const { env, run1, groupOf } = await openRun(t)
  // The tickets were changed after they were last seen.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['src/cli.ts', 'triage', 'undo', '--run', run1],
    { env: { PATH: process.env['PATH'], ...env } },
  )
  t.match(stdout, /Taken back: 1\./)
  t.equal(groupOf(), null)
})
