import t from 'tap'
import { openZendeskEndToEnd } from './open-zendesk-end-to-end.ts'
import { putHandoff, until } from './start-bridge.ts'

const crowd = 8

for (const [name, effect] of [
  ['the connection breaks after the ticket is made', { kind: 'act-then-drop' }],
  ['the answer never comes, though the ticket is made', { kind: 'act-then-hang' }],
  ['the ticket is made late, after our time-out', { kind: 'act-late', ms: 700, connection: 'hang' }],
  ['the ticket is made late, after the connection broke', { kind: 'act-late', ms: 300, connection: 'cut' }],
  ['the request hangs', { kind: 'hang' }],
  ['the edge answers 502 after the ticket is made', { kind: 'act-then-status', status: 502, body: 'html' }],
  ['the answer stops in the middle', { kind: 'half-answer' }],
] as const) {
  t.test(`one Zendesk ticket each when ${name}`, async (t) => {
    const { sandbox, start, putCrowd, proveOnce } = await openZendeskEndToEnd(t)
    sandbox.faults.add(effect, { method: 'POST', path: '/tickets', count: 4 })
    const { settled } = await start()
    await proveOnce(await putCrowd(crowd), settled)
    t.equal(sandbox.account.tickets.size, crowd)
  })
}

t.test('one comment each when the answer to an addition is lost, by its requester', async (t) => {
  const { sandbox, ledger, start, effectsOf } = await openZendeskEndToEnd(t)
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
  const { sandbox, ledger, start } = await openZendeskEndToEnd(t)
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
    const { sandbox, start, putCrowd, proveOnce } = await openZendeskEndToEnd(t)
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

t.test('one Zendesk ticket each when a worker dies in the middle and another takes over', async (t) => {
  const { sandbox, ledger, start, putCrowd, proveOnce } = await openZendeskEndToEnd(t)
  sandbox.faults.add({ kind: 'latency', ms: 100 }, { method: 'POST', path: '/tickets', count: 4 })
  const ids = await putCrowd(crowd)
  // From one moment on nothing that it says reaches the ledger, as if it had been killed.
  let dead = false
  const mortal =
    <Input extends unknown[]>(verb: (...input: Input) => Promise<boolean>) =>
    (...input: Input): Promise<boolean> =>
      dead ? new Promise<boolean>(() => {}) : verb(...input)
  const first = await start({
    owner: 'mortal',
    ledger: {
      ...ledger,
      renew: mortal(ledger.renew),
      markWrite: mortal(ledger.markWrite),
      complete: mortal(ledger.complete),
      retryLater: mortal(ledger.retryLater),
      claim: async (request) => (dead ? [] : ledger.claim(request)),
    },
  })
  await until(() => sandbox.requests.some(({ method }) => method === 'POST'))
  dead = true
  await first.bridge.stop({ deadlineMs: 0 })
  const second = await start({ owner: 'heir' })
  await proveOnce(ids, second.settled)
})
