import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { secret } from '../start-service.ts'
import { fences } from './fences.ts'
import { startDocumentedService } from './start-documented-service.ts'

const samples = (file: RegExp) => fences().filter((fence) => fence.info === 'js' && file.test(fence.file))

t.test('the action for Botpress v12 makes a body that is accepted, whatever the person wrote', async (t) => {
  const { url, sandbox } = await startDocumentedService(t)
  const before = sandbox.account.tickets.size
  const found = samples(/v12/)
  t.equal(found.length, 2)
  for (const { body: code, file } of found) {
    const temp: Record<string, unknown> = { summary: `He said "no",\nand <left> ${file}` }
    const user = { email: `${file.length}@example.com` }
    const event = { id: file, botId: 'support', channel: 'web', target: 'u1' }
    new Function('temp', 'user', 'event', code)(temp, user, event)
    const response = await fetch(`${url}/webhooks/botpress?wait=10`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-webhook-secret': secret },
      body: String(temp['relevo']),
    })
    t.match(await response.json(), { ok: true, status: 'delivered' }, file)
  }
  t.equal(sandbox.account.tickets.size - before, 2)
})

t.test(
  'the signing code for Node.js makes requests that are accepted, and repeats that are known',
  async (t) => {
    const { env } = await startDocumentedService(t)
    const found = samples(/curl/)
    t.equal(found.length, 2)
    const module = join(env['RELEVO_DATA_DIR'] ?? '', 'hand-over.mjs')
    const handoff = { user_email: 'ana@example.com', conversation_summary: 'Zoë asks for the invoice.' }
    for (const { body: code, file } of found) {
      // The sample reads the environment when it is loaded, as a program of its own would.
      const given = `const process = { env: ${JSON.stringify(env)} }\n`
      writeFileSync(module, given + code)
      const { handOver } = await import(`${pathToFileURL(module)}?${file}`)
      const id = `msg_${file.length}`
      t.match(await handOver(handoff, id), { ok: true, duplicate: false }, file)
      t.match(await handOver(handoff, id), { ok: true, duplicate: true }, file)
    }
  },
)
