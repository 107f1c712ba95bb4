import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'

t.test('a command whose answer is lost looks for it before it ends', async (t) => {
  const script = new URL('lost-answer-in-a-command.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, t.testdir()], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  t.equal(code, 0)
  t.match(JSON.parse(output || 'null'), { ok: false, refusal: { kind: 'unknown-outcome' } })
})
