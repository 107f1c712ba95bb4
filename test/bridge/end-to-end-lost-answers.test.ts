import t from 'tap'
import { openEndToEnd } from './open-end-to-end.ts'
import { putHandoff } from './start-bridge.ts'

const crowd = 10

for (const [name, effect] of [
  ['the connection breaks after the ticket is made', { kind: 'act-then-drop' }],
  ['the answer never comes, though the ticket is made', { kind: 'act-then-hang' }],
  ['the ticket is made late, after our time-out', { kind: 'act-late', ms: 700, connection: 'hang' }],
  ['the ticket is made late, after the connection broke', { kind: 'act-late', ms: 300, connection: 'cut' }],
  ['the connection breaks before anything happens', { kind: 'drop' }],
  ['the request hangs', { kind: 'hang' }],
  ['the edge answers 502', { kind: 'status', status: 502, body: 'html' }],
  ['the answer is no JSON', { kind: 'invalid-json' }],
  ['the answer stops in the middle', { kind: 'half-answer' }],
] as const) {
  t.test(`one ticket each when ${name}`, async (t) => {
    const { sandbox, start, putCrowd, proveOnce } = await openEndToEnd(t)
    sandbox.faults.add(effect, { method: 'POST', path: '/tickets', count: 4 })
    const { settled } = await start()
    await proveOnce(await putCrowd(crowd), settled)
  })
}

t.test('one message each when the answer to an addition is lost', async (t) => {
  const { sandbox, ledger, start, effectsOf } = await openEndToEnd(t)
  const { settled } = await start()
  await settled(await putHandoff(ledger))
  for (const kind of ['act-then-drop', 'drop'] as const) {
    sandbox.faults.add({ kind }, { method: 'POST', path: '/tickets/*/notes', count: 1 })
    const id = await putHandoff(ledger, { summary: 'Sigo sin poder entrar en mi cuenta' })
    t.match(await settled(id), { ticket: { id: '1', action: 'added' } })
    t.equal(effectsOf(id).length, 1)
  }
  t.equal(sandbox.account.tickets.size, 1)
})
