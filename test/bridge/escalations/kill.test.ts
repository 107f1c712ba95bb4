import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import t from 'tap'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { apiKey, getJson, helpdeskKey, postHandoff, secret } from '../../start-service.ts'
import { until } from '../start-bridge.ts'

const configuration = (helpdesk: string) => `
server: { port: 0 }
api: { keys: ["${apiKey}"] }
sources: { betsur: { authentication: { kind: secret, secrets: ["${secret}"] } } }
helpdesks:
  main:
    { vendor: freshdesk, baseUrl: "${helpdesk}", apiKey: "${helpdeskKey}", timeouts: { connect: 1s, request: 1s }, budget: { share: 1 } }
delivery: { settle: 200ms, retryFirst: 50ms, retryCeiling: 200ms, lease: 1s }
policy:
  rules:
    - name: late
      then:
        acknowledge: "Gracias, {{ handoff.name }}. Su número es {{ ticket.id }}."
        escalate: { after: 1s, group: Lead, priority: urgent, note: "Nadie respondió a {{ handoff.name }}." }
`

const serve = async (t: Test, folder: string) => {
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    env: {
      PATH: process.env['PATH'],
      RELEVO_CONFIG: `${folder}/relevo.yaml`,
      RELEVO_DATA_DIR: `${folder}/data`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  t.teardown(() => child.kill('SIGKILL'))
  const url = await new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const said: unknown = JSON.parse(line)
      if (typeof said === 'object' && said !== null && 'url' in said) resolve(String(said.url))
    })
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  return { url, kill }
}

t.test('an escalation acts once although the service is killed in the middle of it', async (t) => {
  const sandbox = createFreshdeskSandbox({ groups: [{ name: 'Lead' }], apiKeys: { [helpdeskKey]: {} } })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const folder = t.testdir({ 'relevo.yaml': configuration(served.url) })
  const first = await serve(t, folder)
  const body = { email: 'ana@example.org', nombre: 'Ana', resumen: 'No puedo entrar', message_id: 'm-1' }
  // The note is left, and its answer never comes.
  sandbox.faults.add({ kind: 'act-then-hang' }, { method: 'POST', path: '/tickets/*/notes', count: 1 })
  const answer = await postHandoff(first, body, { wait: 20 })
  const told = { acknowledgement: 'Gracias, Ana. Su número es 1.', ticket: { id: 1 } }
  t.match(await answer.json(), { status: 'delivered', ...told })
  const notes = () => [...sandbox.account.conversations.values()].filter((entry) => entry.private)
  await until(() => notes().length > 0)
  await first.kill()

  const second = await serve(t, folder)
  const again = await postHandoff(second, body)
  const repeated: unknown = await again.json()
  t.match(repeated, { duplicate: true, ...told })
  const id =
    typeof repeated === 'object' && repeated !== null && 'handoff_id' in repeated ? repeated.handoff_id : ''
  let history = ''
  await until(async () => {
    history = JSON.stringify(await getJson(second, `/v1/handoffs/${id}`))
    return history.includes('"escalated"')
  })
  t.match(JSON.parse(history), { acknowledgement: told.acknowledgement, state: 'delivered' })
  t.equal(notes().length, 1)
  t.match(JSON.stringify(notes()), /Nadie respondió a Ana.*\/e1/)
  const lead = [...sandbox.account.groups.values()].find(({ name }) => name === 'Lead')
  t.match(sandbox.account.tickets.get(1), { priority: 4, groupId: lead?.id })
  t.equal(history.split('"escalated"').length, 2, 'said once')
})
