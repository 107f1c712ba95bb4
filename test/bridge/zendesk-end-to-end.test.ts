import t from 'tap'
import { describeLostAnswers } from './describe-lost-answers.ts'
import { openEndToEnd } from './open-end-to-end.ts'
import { serveZendesk } from './sandbox-accounts.ts'
import { putHandoff, until } from './start-bridge.ts'

const crowd = 8

describeLostAnswers('Zendesk', serveZendesk)

t.test('one comment each when the answer to an addition is lost, by its requester', async (t) => {
  const { sandbox, ledger, start, effectsOf } = await openEndToEnd(t, await serveZendesk(t))
  const { settled } = await start()
  await settled(await putHandoff(ledger))
  for (const kind of ['act-then-drop', 'drop'] as const) {
    sandbox.faults.add({ kind }, { method: 'PUT', path: '/tickets/*', count: 1 })
    const id = await putHandoff(ledger, { summary: 'Sigo sin poder entrar en mi cuenta' })
    t.match(await settled(id), { ticket: { id: '1', action: 'added' } })
    t.match(effectsOf(id), [{ authorId: sandbox.account.tickets.get(1)?.requesterId, public: true }])
    t.equal(effectsOf(id).length, 1)
  }
  t.equal(sandbox.account.tickets.size, 1)
})

t.test('what comes after a ticket was closed for good is a ticket of its own', async (t) => {
  const { sandbox, ledger, start } = await openEndToEnd(t, await serveZendesk(t))
  const { settled } = await start()
  await settled(await putHandoff(ledger))
  const first = sandbox.account.tickets.get(1)
  if (first !== undefined) first.status = 'closed'
  const id = await putHandoff(ledger, { summary: 'Sigo sin poder entrar en mi cuenta' })
  t.match(await settled(id), { ticket: { id: '2', action: 'created' } })
})

t.test(
  'a Zendesk that refuses us gets no storm of writes, although every probe is answered 200',
  async (t) => {
    const { sandbox, start, putCrowd, proveOnce } = await openEndToEnd(t, await serveZendesk(t))
    const mend = sandbox.faults.add({ kind: 'unauthorized' }, { path: '/tickets/**' })
    const refuse = sandbox.faults.add({ kind: 'unauthorized' }, { path: '/tickets' })
    // Tokens that were withdrawn: everything is 401 but /users/me, which is 200 for nobody.
    const ada = [...sandbox.account.users.values()][0]
    if (ada === undefined) throw new Error('no agent')
    ada.role = 'end-user'
    const { settled } = await start()
    const ids = await putCrowd(crowd)
    await until(() => sandbox.requests.filter(({ path }) => path === '/users/me').length >= 2)
    const writes = sandbox.requests.filter(({ method }) => method === 'POST').length
    t.ok(writes <= 4, `${writes} refused writes, although every probe is a 200`)
    mend()
    refuse()
    ada.role = 'admin'
    await proveOnce(ids, settled)
  },
)
