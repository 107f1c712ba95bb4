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

interface Card {
  url: string
  workflow: Record<string, unknown>
  messageId: string
  summaryAgent?: unknown
}

/** Runs the card as Botpress does: in an async function, with its globals. Pauses are skipped. */
const runCard = async (code: string, { url, workflow, messageId, summaryAgent }: Card) => {
  const posted: Posted[] = []
  const event = { id: `evt_${messageId}`, messageId, conversationId: messageId, integration: 'webchat' }
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

t.test('the code to paste, beside the service', async (t) => {
  const { url, sandbox } = await startDocumentedService(t)
  for (const { file, body: code } of samples) {
    const person = { ...asked, user_email: `${file.length}@example.com` }

    t.test(`${file} hands over and learns the number of the ticket`, async (t) => {
      const before = sandbox.account.tickets.size
      const messageId = `msg_first_${file.length}`
      const workflow: Record<string, unknown> = { ...person, user_phone: null }
      const posted = await runCard(code, { url, workflow, messageId })
      t.match(workflow, {
        handoffStatus: 'delivered',
        ticketId: /^\d+$/,
        handoffId: /^ho_/,
        askAgainFor: null,
      })
      t.match(posted, [{ timeout: 10_000, headers: { 'idempotency-key': messageId } }])
      await runCard(code, { url, workflow: { ...person, user_phone: null }, messageId })
      t.equal(sandbox.account.tickets.size, before + 1, 'the same message again makes no second ticket')
    })

    t.test(`${file} takes the Summary Agent when the summary is empty`, async (t) => {
      const workflow: Record<string, unknown> = { ...person, conversation_summary: '' }
      const summaryAgent = { summary: 'Wants a refund.', transcript: 'User: hello\nBot: hi' }
      await runCard(code, { url, workflow, messageId: `msg_agent_${file.length}`, summaryAgent })
      t.equal(workflow['handoffStatus'], 'delivered')
    })

    t.test(`${file} asks again for a mistyped e-mail, and then hands over`, async (t) => {
      const messageId = `msg_typo_${file.length}`
      const workflow: Record<string, unknown> = { ...person, user_email: 'ana@' }
      const posted = await runCard(code, { url, workflow, messageId })
      t.match(workflow, { handoffStatus: 'ask_again', askAgainFor: 'user_email', handoffId: /^ho_/ })
      t.equal(posted.length, 1, 'a refusal is not repeated')
      workflow['user_email'] = 'ana@example.com'
      await runCard(code, { url, workflow, messageId })
      t.match(workflow, { handoffStatus: 'delivered', askAgainFor: null })
    })

    t.test(`${file} asks for an e-mail when there is none`, async (t) => {
      const workflow: Record<string, unknown> = { conversation_summary: 'Charged twice.' }
      await runCard(code, { url, workflow, messageId: `msg_none_${file.length}` })
      t.match(workflow, { handoffStatus: 'ask_again', askAgainFor: 'user_email' })
    })
  }
})

for (const { file, body: code } of samples) {
  t.test(`${file} tries three times when nobody answers, and says that it failed`, async (t) => {
    const url = await startHelpless(t, 'cut')
    const workflow: Record<string, unknown> = { ...asked }
    const posted = await runCard(code, { url, workflow, messageId: 'msg_1' })
    t.equal(posted.length, 3)
    t.equal(new Set(posted.map(({ headers }) => headers['idempotency-key'])).size, 1, 'under one key')
    t.match(workflow, { handoffStatus: 'failed', ticketId: null })
  })

  t.test(`${file} repeats a 503, and does not repeat a 401`, async (t) => {
    const workflow: Record<string, unknown> = { ...asked }
    const unavailable = await startHelpless(t, { status: 503 })
    const unwelcome = await startHelpless(t, { status: 401 })
    t.equal((await runCard(code, { url: unavailable, workflow, messageId: 'msg_1' })).length, 3)
    t.equal((await runCard(code, { url: unwelcome, workflow, messageId: 'msg_1' })).length, 1)
    t.equal(workflow['handoffStatus'], 'failed')
  })
}
