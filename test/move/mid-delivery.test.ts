import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { run } from '../commands/run.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { helpdeskKey, postHandoff, secret } from '../start-service.ts'

const yaml = `
delivery: { lease: 2s, settle: 1s, retryFirst: 100ms, retryCeiling: 500ms }
helpdesks:
  main:
    vendor: freshdesk
    baseUrl: \${FRESHDESK_BASE_URL}
    apiKey: \${FRESHDESK_API_KEY}
    timeouts: { connect: 1s, request: 2s }
`

/** The service in a process of its own; resolves with its address when it listens. */
const serve = async (
  t: Test,
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url: string; stop: (signal: NodeJS.Signals) => Promise<void> }> => {
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  t.teardown(() => stop('SIGKILL'))
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const { msg, url } = JSON.parse(line)
    if (msg !== 'listening') continue
    child.stdout.resume()
    return { child, url, stop }
  }
  throw new Error('The service has ended before it listened.')
}

t.test(
  'a store that is moved in the middle of a delivery brings no second ticket',
  { skip: postgresMissing() },
  async (t) => {
    const sandbox = createFreshdeskSandbox({ apiKeys: { [helpdeskKey]: {} } })
    const served = await serveSandbox({ sandbox })
    t.teardown(() => served.close())
    const folder = t.testdir({ 'relevo.yaml': yaml, data: {} })
    const { url } = await openTestDatabase(t)
    const env = {
      RELEVO_CONFIG: join(folder, 'relevo.yaml'),
      RELEVO_DATA_DIR: join(folder, 'data'),
      RELEVO_WEBHOOK_SECRET: secret,
      FRESHDESK_BASE_URL: served.url,
      FRESHDESK_API_KEY: helpdeskKey,
      HOST: '127.0.0.1',
      PORT: '0',
    }
    const tickets = () => [...sandbox.account.tickets.values()].length

    // The ticket is made, and its answer never comes: the write is under way when the service is killed.
    const heal = sandbox.faults.add({ kind: 'act-then-hang' }, { method: 'POST', path: '/tickets' })
    const before = await serve(t, env)
    const answer = await postHandoff(
      before,
      { user_email: 'ana@example.com', conversation_summary: 'No puedo entrar' },
      { source: 'generic' },
    )
    t.equal(answer.status, 202)
    while (tickets() === 0) await sleep(10)
    await before.stop('SIGKILL')
    heal()

    const onPostgres = { ...env, DATABASE_URL: url }
    const moved = await run(['migrate-store', '--json'], onPostgres)
    t.equal(moved.code, 0, moved.err)
    t.match(JSON.parse(moved.out), { moved: true, target: { custody: { received: 1, under_way: 1 } } })

    const after = await serve(t, onPostgres)
    let custody: { delivered?: number } = {}
    while (custody.delivered !== 1) {
      await sleep(100)
      custody = JSON.parse((await run(['custody', '--json'], onPostgres)).out)
    }
    t.match(custody, { received: 1, delivered: 1, under_way: 0, balanced: true })
    t.equal(tickets(), 1)
    const listed = JSON.parse((await run(['handoffs', 'list', '--json'], onPostgres)).out)
    t.match(listed, { handoffs: [{ state: 'delivered', ticket: { id: '1' }, flags: [] }] })
    await after.stop('SIGTERM')
  },
)
