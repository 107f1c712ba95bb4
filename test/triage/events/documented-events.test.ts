import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { fences } from '../../docs/fences.ts'
import { buildEventRoutes, freshdeskSecret, zendeskSecret } from './build-event-routes.ts'

const run = promisify(execFile)

t.test('the events that docs/triage-events.md sends by hand are taken', async (t) => {
  const { app, clock, hints } = await buildEventRoutes(t)
  clock.jump(Date.now() - clock.now())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const env = {
    PATH: process.env['PATH'] ?? '',
    FRESHDESK_EVENT_SECRET: freshdeskSecret,
    ZENDESK_EVENT_SECRET: zendeskSecret,
  }
  const shown = fences().filter(
    ({ file, info, body }) =>
      file === 'docs/triage-events.md' && info === 'sh norun' && body.includes('curl'),
  )
  for (const { body, line } of shown) {
    const command = body.replaceAll('https://relevo.example.com', url)
    const { stdout } = await run('bash', ['--norc', '-euo', 'pipefail', '-c', command], { env })
    t.same(JSON.parse(stdout), { ok: true }, `line ${line}`)
  }
  t.same(
    hints.map(({ helpdesk, ticketId }) => `${helpdesk} ${ticketId}`),
    ['shop 1234', 'acme 1234'],
  )
})
