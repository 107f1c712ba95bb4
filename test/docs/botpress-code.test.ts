import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { secret } from '../start-service.ts'
import { fences } from './fences.ts'
import { startDocumentedService } from './start-documented-service.ts'

const samples = fences().filter(({ info }) => info === 'js botpress-cloud')

interface Posted {
  headers: Record<string, string | undefined>
  timeout: number
}

/** As axios does it: JSON both ways, null and undefined headers left out, a status of 400 or more is thrown. */
const createAxios = (posted: Posted[]) => ({
  post: async (url: string, body: unknown, options: Posted) => {
    posted.push(options)
    const headers = new Headers({ 'content-type': 'application/json' })
    for (const [name, value] of Object.entries(options.headers))
      if (value !== undefined) headers.set(name, value)
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(options.timeout),
    })
    const data: unknown = await response.json().catch(() => null)
    if (response.ok) return { status: response.status, data }
    throw Object.assign(new Error(`status ${response.status}`), {
      response: { status: response.status, data },
    })
  },
})

const AsyncFunction = (async () => {}).constructor as new (
  ...parametersAndBody: string[]
) => (...values: unknown[]) => Promise<void>

/** Runs the card as Botpress does: in an async function, with its globals. Pauses are skipped. */
const runCard = async (
  code: string,
  { url, workflow, summaryAgent }: { url: string; workflow: Record<string, unknown>; summaryAgent?: unknown },
) => {
  const posted: Posted[] = []
  const event = { id: 'evt_1', messageId: 'msg_1', conversationId: 'conv_1', integration: 'webchat' }
  const globals = {
    axios: createAxios(posted),
    event,
    workflow,
    env: { RELEVO_URL: url, RELEVO_WEBHOOK_SECRET: secret },
    conversation: summaryAgent === undefined ? undefined : { SummaryAgent: summaryAgent },
    console: { error: () => {} },
    setTimeout: (callback: () => void) => setImmediate(callback),
  }
  await new AsyncFunction(...Object.keys(globals), code)(...Object.values(globals))
  return posted
}

const asked = { user_email: 'ana@example.com', conversation_summary: 'Charged twice.', category: 'billing' }

const startHelpless = async (t: Test, answer: { status: number } | 'cut') => {
  const server = createServer((request, response) => {
    if (answer === 'cut') request.socket.destroy()
    else
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end('{"ok":false,"code":"x"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => new Promise((resolve) => server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('the code stands in the English and the Spanish guide', async (t) => {
  t.same(
    samples.map(({ file }) => file),
    ['docs/connect-botpress-cloud.md', 'docs/es/conectar-botpress-cloud.md'],
  )
})

for (const { file, body: code } of samples) {
  t.test(file, async (t) => {
    t.test('hands over and learns the number of the ticket', async (t) => {
      const { url, sandbox } = await startDocumentedService(t)
      const workflow: Record<string, unknown> = { ...asked, user_phone: null }
      const posted = await runCard(code, { url, workflow })
      t.match(workflow, {
        handoffStatus: 'delivered',
        ticketId: /^\d+$/,
        handoffId: /^ho_/,
        askAgainFor: null,
      })
      t.equal(sandbox.account.tickets.size, 1)
      t.match(posted, [{ timeout: 10_000, headers: { 'idempotency-key': 'msg_1' } }])
      await runCard(code, { url, workflow: { ...asked, user_phone: null } })
      t.equal(sandbox.account.tickets.size, 1, 'the same message again makes no second ticket')
    })

    t.test('takes the Summary Agent when the summary is empty', async (t) => {
      const { url } = await startDocumentedService(t)
      const workflow: Record<string, unknown> = { ...asked, conversation_summary: '' }
      const summaryAgent = { summary: 'Wants a refund.', transcript: 'User: hello\nBot: hi' }
      await runCard(code, { url, workflow, summaryAgent })
      t.equal(workflow['handoffStatus'], 'delivered')
    })

    t.test('asks again for a mistyped e-mail, and then hands over', async (t) => {
      const { url } = await startDocumentedService(t)
      const workflow: Record<string, unknown> = { ...asked, user_email: 'ana@' }
      const posted = await runCard(code, { url, workflow })
      t.match(workflow, { handoffStatus: 'ask_again', askAgainFor: 'user_email', handoffId: /^ho_/ })
      t.equal(posted.length, 1, 'a refusal is not repeated')
      workflow['user_email'] = 'ana@example.com'
      await runCard(code, { url, workflow })
      t.match(workflow, { handoffStatus: 'delivered', askAgainFor: null })
    })

    t.test('asks for an e-mail when there is none', async (t) => {
      const { url } = await startDocumentedService(t)
      const workflow: Record<string, unknown> = { conversation_summary: 'Charged twice.' }
      await runCard(code, { url, workflow })
      t.match(workflow, { handoffStatus: 'ask_again', askAgainFor: 'user_email' })
    })

    t.test('tries three times when nobody answers, and says that it failed', async (t) => {
      const url = await startHelpless(t, 'cut')
      const workflow: Record<string, unknown> = { ...asked }
      const posted = await runCard(code, { url, workflow })
      t.equal(posted.length, 3)
      t.equal(new Set(posted.map(({ headers }) => headers['idempotency-key'])).size, 1, 'under one key')
      t.match(workflow, { handoffStatus: 'failed', ticketId: null })
    })

    t.test('repeats a 503, and does not repeat a 401', async (t) => {
      const workflow: Record<string, unknown> = { ...asked }
      t.equal((await runCard(code, { url: await startHelpless(t, { status: 503 }), workflow })).length, 3)
      t.equal((await runCard(code, { url: await startHelpless(t, { status: 401 }), workflow })).length, 1)
      t.equal(workflow['handoffStatus'], 'failed')
    })
  })
}
