import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import t from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { makeClassification } from '../bridge/make-handoff.ts'
import { collectLogs, putHandoff } from '../bridge/start-bridge.ts'
import { run } from './run.ts'

const source =
  'sources: { betsur: { brand: Betsur, authentication: { kind: secret, secrets: [a-long-enough-secret-0123] } } }'

const policyText = `rules:
  - { name: vip, when: { tags: vip }, then: { group: Oro, priority: urgent } }
  - { name: returns, when: { words: devol* }, then: { group: Devoluciones, note: "{{ handoff.name }}" } }
  - { name: rest, then: { park: "Nobody knows." } }
`

const open = (t: Test, files: Record<string, string> = {}) => {
  const folder = t.testdir({
    'relevo.yaml': `${source}\npolicyFile: ./policy.yaml\n`,
    'policy.yaml': policyText,
    ...files,
  })
  return { folder, env: { RELEVO_CONFIG: `${folder}/relevo.yaml`, RELEVO_DATA_DIR: `${folder}/data` } }
}

const handoff = JSON.stringify({ email: 'ana@example.org', nombre: 'Ana', resumen: 'Quiero una devolución' })

t.test('explain says which rules matched, why the others did not, and what would be sent', async (t) => {
  const { folder, env } = open(t, { 'handoff.json': handoff })
  const { code, out } = await run(
    ['policy', 'explain', `${folder}/handoff.json`, '--at', '2026-11-20T10:00:00Z'],
    env,
  )
  t.equal(code, 0)
  t.match(out, /^From betsur at 2026-11-20T10:00:00.000Z; category/)
  t.match(out, /vip +missed +tags: wanted vip; saw /)
  t.match(out, /returns +matched/)
  t.match(out, /rest +not reached +"returns" ended it/)
  t.match(out, /What would be sent:[\s\S]*helpdesk +main[\s\S]*group +Devoluciones[\s\S]*note +Ana/)
  const json: unknown = JSON.parse(
    (await run(['policy', 'explain', `${folder}/handoff.json`, '--json'], env)).out,
  )
  t.match(json, {
    version: /^[0-9a-f]{12}$/,
    rules: [{ kind: 'missed', miss: { condition: 'tags' } }, { kind: 'matched' }, { kind: 'not-reached' }],
    plan: { group: 'Devoluciones', park: null },
  })
})

t.test('explain takes what the help desk would know of the person from its options', async (t) => {
  const { folder, env } = open(t, {
    'handoff.json': handoff,
    'policy.yaml':
      'rules: [{ name: oro, when: { requester: { company: Acme, tags: vip, openTickets: { atMost: 3 } } }, then: { group: Oro } }]',
  })
  const explain = (...args: string[]) => run(['policy', 'explain', `${folder}/handoff.json`, ...args], env)
  t.match((await explain()).out, /oro +missed +requester.company: wanted Acme; saw not asked; see --company/)
  const person = ['--company', 'ACME', '--requester-tag', 'new', '--requester-tag', 'vip']
  t.match((await explain(...person)).out, /oro +matched/)
  t.match((await explain(...person, '--open-tickets', '4')).out, /openTickets: wanted at most 3; saw 4/)
  t.match(await explain('--open-tickets', 'many'), { code: 2, err: /takes a number/ })
})

t.test('explain shows what the bot may say, and what would be escalated when', async (t) => {
  const { folder, env } = open(t, {
    'handoff.json': handoff,
    'policy.yaml': `
calendars: { office: { timeZone: UTC, hours: { mon-fri: 09:00-17:00 } } }
rules:
  - name: all
    then:
      acknowledge: "{{ handoff.name }}: {{ ticket.id }}"
      escalate:
        - { after: 2h, within: office, group: Lead, addTags: [late] }
        - { after: 3d, unless: solved }
`,
  })
  // A Friday.
  const explain = (...args: string[]) =>
    run(['policy', 'explain', `${folder}/handoff.json`, '--at', '2026-11-20T16:00:00Z', ...args], env)
  const { out } = await explain()
  t.match(out, /bot says +Ana: \(number\)/)
  t.match(out, /escalate +2026-11-23T10:00:00.000Z unless answered or solved: group Lead; tags late/)
  t.match(out, /escalate +2026-11-23T16:00:00.000Z unless solved: note/)
  t.match(JSON.parse((await explain('--json')).out), {
    plan: { acknowledgement: 'Ana: (number)', escalations: [{ group: 'Lead' }, { unless: ['solved'] }] },
  })
})

t.test('explain reads standard input, and takes a policy without any set-up', async (t) => {
  const { folder } = open(t)
  const child = spawn(
    process.execPath,
    ['src/cli.ts', 'policy', 'explain', '--file', `${folder}/policy.yaml`],
    {
      env: { PATH: process.env['PATH'], RELEVO_DATA_DIR: `${folder}/data` },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  child.stdin.end(handoff.replace('devolución', 'cosa'))
  const [out] = await Promise.all([text(child.stdout), once(child, 'exit')])
  t.match(out, /It would be kept for a person: Nobody knows/)
})

t.test('what cannot be explained is told', async (t) => {
  const { folder, env } = open(t, {
    'handoff.json': handoff,
    'bad.json': '{',
    'nobody.json': '{"resumen":"x"}',
  })
  const explain = (...args: string[]) => run(['policy', 'explain', ...args], env)
  t.match(await explain(`${folder}/nobody.json`), { code: 1, err: /would be refused:\n {2}user_email/ })
  t.match(await explain(`${folder}/bad.json`), { code: 1, err: /would be refused/ })
  t.match(await explain(`${folder}/none.json`), { code: 2, err: /Cannot read .*ENOENT/ })
  t.match(await explain(`${folder}/handoff.json`, '--source', 'betsurr'), {
    code: 2,
    err: /use one of betsur/,
  })
  t.match(await explain(`${folder}/handoff.json`, '--at', 'noon'), { code: 2, err: /is no time/ })
  t.match(await run(['policy'], env), { code: 2, err: /check, explain or replay/ })
  t.match(await run(['policy', 'burn'], env), { code: 2, err: /no "policy burn"/ })
  t.match(await run(['policy', 'check'], {}), { code: 3, err: /There is no policy/ })
  t.match(await run(['policy', 'check', '--file', `${folder}/none.yaml`], env), {
    code: 3,
    out: /Cannot read/,
  })
})

t.test('check tells every fault with its line, wherever the rules stand', async (t) => {
  const faulty = 'rules:\n  - { name: a, when: { source: betsurr }, then: { prioritty: high } }\n'
  const { folder, env } = open(t, {
    'policy.yaml': faulty,
    'inline.yaml': `${source}\npolicy:\n  rules:\n    - name: a\n      then: { note: "{{ x }}" }\n`,
    'both.yaml': `${source}\npolicyFile: a\npolicy: {}\n`,
  })
  t.match(await run(['policy', 'check'], env), {
    code: 3,
    out: /policy.yaml has a fault:\n {2}rules\[0\].then.prioritty \(line 2\)\n +Unknown setting. Did you mean `priority`/,
  })
  t.match(await run(['policy', 'check'], { ...env, RELEVO_CONFIG: `${folder}/inline.yaml` }), {
    code: 3,
    out: /rules\[0\].then.note \(line 5\)\n +There is no variable `x`/,
  })
  t.match(await run(['policy', 'check', '--json'], { ...env, RELEVO_CONFIG: `${folder}/both.yaml` }), {
    code: 3,
    out: /not both/,
  })
  t.match(
    await run(['serve'], {
      ...env,
      FRESHDESK_BASE_URL: 'http://127.0.0.1:9',
      FRESHDESK_API_KEY: 'good-key-0123456789',
    }),
    { code: 3, err: /The policy in .*policy.yaml has a fault/ },
    'the service does not start with it',
  )
})

t.test('check compares with the account, and finds what nothing gets to', async (t) => {
  const sandbox = createFreshdeskSandbox({
    apiKeys: { 'good-key-0123456789': {} },
    groups: [{ name: 'Devoluciones' }],
    agents: [{ name: 'Eva', email: 'eva@example.com' }],
    fields: { custom: [{ name: 'cf_plan', label: 'Plan', kind: 'dropdown', choices: ['Oro', 'Plata'] }] },
  })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const { env } = open(t, {
    'policy.yaml': `rules:
  - { name: a, when: { tags: a }, then: { group: devoluciones, customFields: { Plan: Oro } } }
  - { name: b, when: { tags: b }, then: { agent: eva@example.con, group: Devolucion, type: Qestion, customFields: { cf_plam: x, cf_plan: Platino } } }
  - { name: c, then: { customFields: { cf_plan: "{{ handoff.fields.plan }}" } } }
  - { name: d, then: { tags: [d], escalate: { after: 1h, group: Devolucione, agent: eva@example.org } } }
`,
  })
  const connected = { ...env, FRESHDESK_BASE_URL: served.url, FRESHDESK_API_KEY: 'good-key-0123456789' }
  const { code, out } = await run(['policy', 'check'], connected)
  t.equal(code, 1)
  t.match(out, /4 rules, version/)
  t.match(out, /rules\[3\] \(line 5\)\n +No hand-off gets to rule `d`: `c`/)
  t.match(out, /rules\[1\].then.group \(line 3\)\n.*no group `Devolucion`.*Did you mean `Devoluciones`/)
  t.match(out, /no agent `eva@example.con`.*Did you mean `eva@example.com`/)
  t.match(out, /no ticket type `Qestion`.*Did you mean `Question`/)
  t.match(out, /no ticket field `cf_plam`.*Did you mean `cf_plan`/)
  t.match(out, /no choice `Platino`.*Did you mean `Plata`|no choice `Platino`.*Oro/)
  t.match(out, /rules\[3\].then.escalate\[0\].group \(line 5\)\n.*no group `Devolucione`/)
  t.match(out, /no agent `eva@example.org`/)
  t.equal(out.match(/\n {2}rules/g)?.length, 8, out)
  t.match(JSON.parse((await run(['policy', 'check', '--offline', '--json'], connected)).out), {
    ok: false,
    findings: [{ line: 5 }],
    skipped: [],
  })
  await served.close()
  t.match(await run(['policy', 'check'], connected), { code: 1, out: /Not compared with main: / })
})

t.test('replay shows what other rules would have done, and changes nothing', async (t) => {
  const { folder, env } = open(t, {
    'new.yaml': policyText
      .replace('group: Devoluciones', 'group: Logística')
      .replace('- { name: rest, then: { park: "Nobody knows." } }', ''),
  })
  mkdirSync(`${folder}/data`)
  const { logger } = collectLogs()
  const database = await openDatabase({ dataDir: `${folder}/data`, exclusive: true, logger })
  const ledger = createLedger({ database, clock: systemClock, logger })
  t.teardown(() => ledger.close())
  const returned = await putHandoff(ledger, { summary: 'Quiero una devolución' }, 'betsur')
  const unknown = await putHandoff(
    ledger,
    { summary: 'Hola', requester: { email: 'b@c.de', phone: null, name: null } },
    'betsur',
  )
  const vip = await putHandoff(
    ledger,
    { tags: ['vip'], requester: { email: 'v@c.de', phone: null, name: null } },
    'betsur',
  )
  const [claim] = await ledger.claim({ helpdesk: 'main', owner: 'w', limit: 1, leaseMs: 60_000 })
  if (claim !== undefined) await ledger.recordClassification(claim, makeClassification())

  const compared = await run(['policy', 'replay', '--days', '7', '--file', `${folder}/new.yaml`], env)
  t.equal(compared.code, 0, compared.err)
  t.match(compared.out, new RegExp(`${returned} .* betsur +returns +group: Devoluciones → Logística\\n`))
  t.match(compared.out, new RegExp(`${unknown} .* park: Nobody knows. → -`))
  t.notMatch(compared.out, vip)
  t.match(compared.out, /2 of 3 hand-offs of the last 7 days would go differently/)
  const json: unknown = JSON.parse((await run(['policy', 'replay', '--json'], env)).out)
  t.match(json, { days: 30, before: null, looked: 3, different: 3, without_content: 0 }, 'against no rules')
  writeFileSync(`${folder}/new.yaml`, policyText)
  t.match(await run(['policy', 'replay', '--file', `${folder}/new.yaml`], env), { out: /^0 of 3/ })
  writeFileSync(`${folder}/new.yaml`, 'rules: 7')
  t.match(await run(['policy', 'replay', '--file', `${folder}/new.yaml`], env), { code: 3, err: /faulty/ })
  t.match(await run(['policy', 'replay', '--days', '0'], env), { code: 2, err: /1 to 3650/ })
  await ledger.erase((await ledger.find(vip))?.requesterKey ?? '', 'test')
  t.match(await run(['policy', 'replay'], env), { out: /2 of 2 .* 1 more have no content any more/ })
})
