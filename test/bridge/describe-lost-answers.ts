import t, { type Test } from 'tap'
import { openEndToEnd } from './open-end-to-end.ts'
import type { serveFreshdesk, serveZendesk } from './sandbox-accounts.ts'

const crowd = 8

/** Whatever becomes of an answer, each hand-off becomes one ticket. */
export const describeLostAnswers = (
  vendor: string,
  serve: (t: Test) => ReturnType<typeof serveFreshdesk | typeof serveZendesk>,
): void => {
  for (const [name, effect] of [
    ['the connection breaks after the ticket is made', { kind: 'act-then-drop' }],
    ['the answer never comes, though the ticket is made', { kind: 'act-then-hang' }],
    ['the ticket is made late, after our time-out', { kind: 'act-late', ms: 700, connection: 'hang' }],
    ['the ticket is made late, after the connection broke', { kind: 'act-late', ms: 300, connection: 'cut' }],
    ['the connection breaks before anything happens', { kind: 'drop' }],
    ['the request hangs', { kind: 'hang' }],
    ['the edge answers 502', { kind: 'status', status: 502, body: 'html' }],
    ['the edge answers 502 after the ticket is made', { kind: 'act-then-status', status: 502, body: 'html' }],
    ['the answer is no JSON', { kind: 'invalid-json' }],
    ['the answer stops in the middle', { kind: 'half-answer' }],
  ] as const) {
    t.test(`one ticket each in ${vendor} when ${name}`, async (t) => {
      const { sandbox, start, putCrowd, proveOnce } = await openEndToEnd(t, await serve(t))
      sandbox.faults.add(effect, { method: 'POST', path: '/tickets', count: 4 })
      const { settled } = await start()
      await proveOnce(await putCrowd(crowd), settled)
      t.equal(sandbox.account.tickets.size, crowd)
    })
  }
}
