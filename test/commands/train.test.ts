import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { takeTrainingLock } from '../../src/training/take-training-lock.ts'
import { answerEmbeddings, inputOf } from '../classify/encoders/answer-embeddings.ts'
import { openFakeLlm } from '../classify/llm/open-fake-llm.ts'
import { makeTickets } from '../training/make-tickets.ts'
import { run } from './run.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const key = 'good-key-0123456789'

const openFreshdesk = async (t: Test, each: number) => {
  const sandbox = createFreshdeskSandbox({ apiKeys: { [key]: {} } })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const authorization = `Basic ${Buffer.from(`${key}:X`).toString('base64')}`
  const past = makeTickets(each, (kind) => ({ tags: [kind] }))
  for (const { body, tags } of past) {
    const answer = await fetch(`${served.url}/api/v2/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({
        email: 'ana@example.com',
        subject: 'Ayuda',
        description: body,
        tags,
        status: 5,
        priority: 1,
      }),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  for (const ticket of sandbox.account.tickets.values()) {
    ticket.createdAt = Date.now() - (past.length + 1 - ticket.id) * 60_000
    ticket.updatedAt = ticket.createdAt
  }
  const dataDir = t.testdir()
  const env = {
    FRESHDESK_BASE_URL: served.url,
    FRESHDESK_API_KEY: key,
    RELEVO_DATA_DIR: dataDir,
    USER: 'eva',
  }
  return { sandbox, env, dataDir }
}

const writeFile = (t: Test, rows: string[], header = 'text,label'): string => {
  const path = join(t.testdir(), 'tickets.csv')
  writeFileSync(path, [header, ...rows].join('\n'))
  return path
}

t.test('tickets of a help desk become a model in use, although it was killed in the middle', async (t) => {
  const { sandbox, env, dataDir } = await openFreshdesk(t, 40)
  // The second page hangs until Ctrl-C.
  sandbox.faults.add({ kind: 'hang' }, { path: '/tickets', nth: 2, count: 1 })
  const child = spawn(process.execPath, [cli, 'train', '--from', 'freshdesk', '--quick'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = text(child.stderr)
  const lists = () =>
    sandbox.requests.filter(({ method, path }) => method === 'GET' && path === '/tickets').length
  while (lists() < 2) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  t.equal(code, 1)
  t.match(await output, /Stopped\. No model was made\. What was read is kept in .*training; the same command/)
  t.same(
    readdirSync(join(dataDir, 'training')).filter((name) => name.endsWith('.jsonl')),
    ['collected-main.jsonl'],
  )

  const {
    code: done,
    out,
    err,
  } = await run(['train', '--from', 'main', '--quick', '--target', 'category'], env)
  t.equal(done, 0, err)
  t.match(err, /Going on with 100 tickets that were read before\.[\s\S]*Learning category/)
  t.match(out, /3 classes · 120 texts[\s\S]*report\.html[\s\S]* is in use: it is the first/)
  t.notOk(existsSync(join(dataDir, 'training', 'collected-main.jsonl')), 'no text stays behind')
  const listed = JSON.parse((await run(['models', 'list', '--json'], env)).out)
  t.match(listed.models[0], { inUse: true, about: { from: 'freshdesk' } })
  const trail = JSON.parse((await run(['audit', '--json'], env)).out)
  t.match(trail.entries[0], { who: 'cli:eva', what: 'promoteModel', outcome: 'done' })
})

t.test('a file becomes a model, and for programs the answer is JSON', async (t) => {
  const rows = makeTickets(12, (kind) => ({ tags: [kind] })).map(({ body, tags }) => `${body},${tags[0]}`)
  const path = writeFile(t, [...rows, 'a,b,c'])
  const env = { RELEVO_DATA_DIR: join(dirname(path), 'data') }
  const { code, out, err } = await run(['train', '--from', path, '--quick', '--no-promote', '--json'], env)
  t.equal(code, 0, err)
  t.match(err, /CSV with ",", utf-8\. Taken: text, label as category\.\nLine 38 is left out/)
  const answer = JSON.parse(out)
  t.match(answer, {
    name: /^\d{8}-\d{6}$/,
    in_use: false,
    why: 'not-asked',
    not_learnt: { priority: { kind: 'no-labels' } },
    report: { read: rows.length + 1, from: path, targets: [{ target: 'category' }] },
  })
  t.ok(existsSync(answer.page))
})

t.test('several files are learnt from together, and each has to be there', async (t) => {
  const rows = makeTickets(12, (kind) => ({ tags: [kind] })).map(({ body, tags }) => `${body},${tags[0]}`)
  const half = rows.length / 2
  const one = writeFile(t, rows.slice(0, half))
  const other = join(dirname(one), 'other.csv')
  writeFileSync(other, ['text,label', ...rows.slice(half)].join('\n'))
  const env = { RELEVO_DATA_DIR: join(dirname(one), 'data') }
  const from = ['train', '--from', one, '--quick', '--no-promote', '--json', '--from']
  const { code, out, err } = await run([...from, other], env)
  t.equal(code, 0, err)
  t.match(JSON.parse(out), { report: { read: rows.length, from: `${one}, ${other}` } })
  const refused = await run([...from, 'ledger'], env)
  t.match(refused, { code: 5, err: /There is no file ledger; several --from have to be files/ })
})

t.test('an encoder that is configured reads every text, and the model knows that it needs it', async (t) => {
  const { baseUrl, asked } = await openFakeLlm(t, (given, nth) =>
    nth === 2
      ? { status: 401, body: '{}' }
      : answerEmbeddings(inputOf(given).map(({ length }) => [1, length])),
  )
  const rows = makeTickets(12, (kind) => ({ tags: [kind] })).map(({ body, tags }) => `${body},${tags[0]}`)
  const path = writeFile(t, rows)
  const folder = dirname(path)
  const yaml = `classification: { encoder: { kind: embeddings, baseUrl: '${baseUrl}', model: tiny } }\n`
  writeFileSync(join(folder, 'relevo.yaml'), yaml)
  const env = { RELEVO_DATA_DIR: join(folder, 'data'), RELEVO_CONFIG: join(folder, 'relevo.yaml') }
  const { code, out, err } = await run(['train', '--from', path, '--quick', '--json'], env)
  t.equal(code, 0, err)
  t.match(err, /Reading texts with embeddings:tiny/)
  t.equal(JSON.parse(out).report.encoder, 'embeddings:tiny')
  t.same(
    asked.map((each) => inputOf(each).length),
    [rows.length],
  )
  const refused = await run(['train', '--from', path, '--quick'], env)
  t.match(refused, { code: 7, err: /The encoder: it answered with HTTP 401\.[\s\S]*does not answer/ })
})

t.test('what is wrong is said, with what to do', async (t) => {
  const path = writeFile(t, ['hello there,x'])
  const env = { RELEVO_DATA_DIR: join(dirname(path), 'data') }
  const cases: [string[], number, RegExp][] = [
    [[], 2, /--from is missing/],
    [['--from', path, '--target', 'mood'], 2, /--target takes category, type, group, priority, not "mood"/],
    [['--from', path, '--target', 'type,group', '--label-column', 'x'], 2, /--label-column type=x/],
    [['--from', path, '--precision', '90'], 2, /--precision takes a part/],
    [['--from', path, '--since', 'soon'], 2, /12mo, 2y, 90d/],
    [['--from', path, '--promote', '--no-promote'], 2, /exclude each other/],
    [['--from', path, '--language', 'spanish'], 2, /two letters/],
    [['--from', 'nowhere.csv'], 5, /There is no file nowhere\.csv, and no help desk of that name/],
    [['--from', 'zendesk'], 2, /No Zendesk is configured/],
    [['--from', path, '--label-column', 'kind'], 2, /has no column "kind"\. It has: text, label\./],
    [
      ['--from', path],
      1,
      /Nothing can be learnt from 1 text\. category: only 1 text says it; 20 are the least\./,
    ],
  ]
  for (const [args, code, message] of cases) {
    const outcome = await run(['train', ...args], env)
    t.equal(outcome.code, code, `${args.join(' ')}: ${outcome.err}`)
    t.match(outcome.err, message)
  }
  const lock = await takeTrainingLock(join(env.RELEVO_DATA_DIR, 'training'))
  t.match(await run(['train', '--from', path], env), { code: 6, err: /Another training is under way/ })
  lock.release()
  t.match(await run(['train', '--from', path], { RELEVO_DATA_DIR: path }), { code: 4, err: /is no folder/ })
})

t.test('hand-offs of an empty ledger teach nothing', async (t) => {
  const outcome = await run(['train', '--from', 'ledger'], { RELEVO_DATA_DIR: t.testdir() })
  t.match(outcome, { code: 1, err: /There is nothing to learn from: of 0 tickets none is left/ })
})
