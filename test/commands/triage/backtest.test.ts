import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { triageReportSchema } from '../../../schemas/triage-report.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { takeTrainingLock } from '../../../src/training/take-training-lock.ts'
import { makeTickets } from '../../training/make-tickets.ts'
import { run } from '../run.ts'

const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
const key = 'good-key-0123456789'
const hourMs = 3_600_000

/** Three kinds in turn, one an hour, each resolved three hours later; every eighth is filed as something else than it says. */
const history = (each: number) =>
  makeTickets(each, (kind) => ({ labels: { category: kind } }))
    .map((ticket, place) => ({ ...ticket, turn: (place % each) * 3 + Math.floor(place / each) }))
    .sort((one, other) => one.turn - other.turn)
    .map(({ body, labels, turn }) => ({
      body,
      label: turn % 8 === 5 ? 'orders' : (labels.category ?? ''),
      createdAt: Date.now() - (each * 3 + 4 - turn) * hourMs,
    }))

const writeCsv = (t: Test, each: number, given: { header?: string; row?: (line: string) => string } = {}) => {
  const path = join(t.testdir(), 'tickets.csv')
  const lines = history(each).map(({ body, label, createdAt }, place) =>
    [
      place + 1,
      body,
      label,
      new Date(createdAt).toISOString(),
      new Date(createdAt + 3 * hourMs).toISOString(),
    ].join(','),
  )
  const header = given.header ?? 'id,text,category,created_at,resolved_at'
  writeFileSync(path, [header, ...lines.map(given.row ?? ((line) => line))].join('\n'))
  return { path, env: { RELEVO_DATA_DIR: join(dirname(path), 'data') } }
}

t.test(
  'a file with categories of its own is replayed: figures, a page that is kept, and every ticket',
  async (t) => {
    const { path, env } = writeCsv(t, 20, {
      row: (line) => line.replace(/,(billing|access|orders),/, ',x-$1,'),
    })
    const [page, dump] = [join(dirname(path), 'out.html'), join(dirname(path), 'dump.jsonl')]
    const args = ['triage', 'backtest', '--from', path, '--blocks', '2', '--html', page, '--dump', dump]
    const { code, out, err } = await run([...args, '--json'], env)
    t.equal(code, 0, err)
    t.match(err, /Not configured, and replayed as if they were: x-access, x-billing, x-orders\./)
    t.match(err, /CSV with ","[\s\S]*Replaying[\s\S]*All of it is on a page, with charts: .*out\.html/)
    const report = triageReportSchema.parse(JSON.parse(out))
    t.match(report, { kind: 'backtest', helpdesk: 'tickets.csv', tickets: { seen: 60, untold: 0 } })
    t.match(report.remarks, [{ code: 'no-model-yet', tickets: 30 }])
    t.same(report.models, ['replay-2'])
    t.ok((report.overall.accuracy.share ?? 0) > 0.6, `accuracy ${report.overall.accuracy.share}`)

    const rows: { category: string | null; truth: string; written: boolean; model: string | null }[] =
      readFileSync(dump, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    t.equal(rows.length, 60)
    const written = rows.filter((row) => row.written)
    t.equal(report.overall.written, written.length)
    t.equal(report.overall.wrong_routes, written.filter((row) => row.category !== row.truth).length)
    const kept = join(env.RELEVO_DATA_DIR, 'backtests')
    t.same(
      readdirSync(kept).map((name) => name.replace(/^\d{8}-\d{6}/, '')),
      ['.html', '.json'],
    )
    t.equal(statSync(kept).mode & 0o777, 0o700)
    t.match(readFileSync(page, 'utf8'), /^<!doctype html>/i)
    t.notMatch(readFileSync(page, 'utf8') + readFileSync(dump, 'utf8'), /factura/, 'no words of anybody')
  },
)

t.test('what cannot be replayed is said, with what to do', async (t) => {
  const { path, env } = writeCsv(t, 10)
  const untimed = writeCsv(t, 10, { header: 'id,text,category,when,then' })
  const cases: [string[], number, RegExp][] = [
    [['--from', path, '--helpdesk', 'main'], 2, /exclude each other/],
    [['--from', 'ledger'], 2, /Hand-offs do not come to triage/],
    [[], 2, /No help desk is configured/],
    [['--from', path, '--blocks', '0'], 2, /--blocks takes a whole number/],
    [['--from', path, '--days', 'many'], 2, /--days takes a whole number/],
    [['--from', 'nowhere.csv'], 5, /There is no file nowhere\.csv/],
    [['--from', untimed.path], 1, /column such as created_at/],
  ]
  for (const [args, code, message] of cases) {
    const outcome = await run(['triage', 'backtest', ...args], env)
    t.equal(outcome.code, code, `${args.join(' ')}: ${outcome.err}`)
    t.match(outcome.err, message)
  }
  const lock = await takeTrainingLock(join(env.RELEVO_DATA_DIR, 'training'))
  const busy = await run(['triage', 'backtest', '--from', path], env)
  t.match(busy, { code: 6, err: /Another training is under way/ })
  lock.release()
})

t.test('a help desk is read and replayed, although it was ended in the middle', async (t) => {
  const sandbox = createFreshdeskSandbox({ apiKeys: { [key]: {} } })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const authorization = `Basic ${Buffer.from(`${key}:X`).toString('base64')}`
  const past = history(35)
  for (const { body, label } of past) {
    const answer = await fetch(`${served.url}/api/v2/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({
        email: 'ana@example.com',
        subject: 'Ayuda',
        description: body,
        tags: [label],
        status: 5,
        priority: 1,
      }),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  for (const [place, ticket] of [...sandbox.account.tickets.values()].entries()) {
    ticket.createdAt = past[place]?.createdAt ?? 0
    ticket.updatedAt = ticket.createdAt + 3 * hourMs
  }
  const dataDir = t.testdir()
  const env = { FRESHDESK_BASE_URL: served.url, FRESHDESK_API_KEY: key, RELEVO_DATA_DIR: dataDir }
  // The second page hangs until Ctrl-C.
  sandbox.faults.add({ kind: 'hang' }, { path: '/tickets', nth: 2, count: 1 })
  const child = spawn(process.execPath, [cli, 'triage', 'backtest', '--blocks', '2'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const output = text(child.stderr)
  const lists = () =>
    sandbox.requests.filter(({ method, path }) => method === 'GET' && path === '/tickets').length
  while (lists() < 2) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  t.equal(code, 1)
  t.match(await output, /Stopped\. What was read is kept in .*training; the same command goes on/)

  const again = await run(['triage', 'backtest', '--blocks', '2', '--helpdesk', 'main'], env)
  t.equal(again.code, 0, again.err)
  t.match(again.err, /Going on with 100 tickets that were read before\./)
  t.match(again.out, /main[\s\S]*105/)
  t.notOk(existsSync(join(dataDir, 'training', 'collected-main.backtest.jsonl')), 'no text stays behind')
})
