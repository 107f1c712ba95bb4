import t from 'tap'
import { describeLostAnswers } from './describe-lost-answers.ts'
import { openEndToEnd } from './open-end-to-end.ts'
import { serveFreshdesk } from './sandbox-accounts.ts'
import { putHandoff } from './start-bridge.ts'

describeLostAnswers('Freshdesk', serveFreshdesk)

t.test('one message each when the answer to an addition is lost', async (t) => {
  const { sandbox, ledger, start, effectsOf } = await openEndToEnd(t, await serveFreshdesk(t))
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
