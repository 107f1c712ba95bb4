import t from 'tap'
import { createMortalLedger } from './create-mortal-ledger.ts'
import { makeHandoff } from './make-handoff.ts'
import { openEndToEnd } from './open-end-to-end.ts'
import { serveFreshdesk, serveZendesk } from './sandbox-accounts.ts'
import { putHandoff, until } from './start-bridge.ts'

const crowd = 10

t.test('a hand-off becomes one ticket, as it was written', async (t) => {
  const { sandbox, ledger, start, effectsOf } = await openEndToEnd(t, await serveFreshdesk(t))
  const { settled } = await start()
  const id = await putHandoff(ledger, {
    summary: 'No puedo <b>entrar</b>\nni   pagar 👩‍👩‍👧 مرحبا',
    tags: ['vip'],
    customFields: { unknown_field: 'x' },
  })
  t.match(await settled(id), { state: 'delivered', ticket: { action: 'created' } })
  t.equal(effectsOf(id).length, 1)
  const [ticket] = [...sandbox.account.tickets.values()]
  t.match(ticket?.description, '&lt;b&gt;entrar&lt;/b&gt;<br>ni&nbsp;&nbsp; pagar 👩‍👩‍👧 مرحبا')
  t.ok(ticket?.tags.includes('relevo'))
  t.ok(ticket?.tags.includes('vip'))
  t.match(ticket?.description, 'unknown_field')
})

t.test('an outage of the help desk loses nothing and costs few attempts', async (t) => {
  const { sandbox, start, putCrowd, proveOnce } = await openEndToEnd(t, await serveFreshdesk(t))
  sandbox.faults.down(800)
  const { settled, ledger } = await start()
  const ids = await putCrowd(crowd)
  await proveOnce(ids, settled)
  for (const id of ids) t.ok(((await ledger.find(id))?.attempts ?? 99) <= 4)
})

t.test('refused credentials stop all writes, and the work goes on when they pass again', async (t) => {
  const { sandbox, start, putCrowd, proveOnce } = await openEndToEnd(t, await serveFreshdesk(t))
  const mend = sandbox.faults.add({ kind: 'unauthorized' })
  const { settled } = await start()
  const ids = await putCrowd(crowd)
  await until(() => sandbox.requests.length > 0)
  await new Promise((resolve) => setTimeout(resolve, 400))
  t.ok(sandbox.requests.filter(({ method }) => method === 'POST').length <= 4, 'no storm of refused writes')
  mend()
  await proveOnce(ids, settled)
})

t.test('a rate limit is waited for', async (t) => {
  const { sandbox, start, putCrowd, proveOnce } = await openEndToEnd(t, await serveFreshdesk(t))
  sandbox.faults.add({ kind: 'rate-limit', retryAfter: 1 }, { method: 'POST', path: '/tickets', count: 1 })
  const { settled } = await start()
  await proveOnce(await putCrowd(3), settled)
})

for (const [vendor, serve] of [
  ['Freshdesk', serveFreshdesk],
  ['Zendesk', serveZendesk],
] as const) {
  t.test(
    `one ticket each in ${vendor} when a worker dies in the middle and another takes over`,
    async (t) => {
      const { sandbox, ledger, start, putCrowd, proveOnce } = await openEndToEnd(t, await serve(t))
      sandbox.faults.add({ kind: 'latency', ms: 100 }, { method: 'POST', path: '/tickets', count: 4 })
      const ids = await putCrowd(crowd)
      const mortal = createMortalLedger(ledger)
      const first = await start({ owner: 'mortal', ledger: mortal.ledger })
      await until(() => sandbox.requests.some(({ method }) => method === 'POST'))
      mortal.die()
      await first.bridge.stop({ deadlineMs: 0 })
      const second = await start({ owner: 'heir' })
      await proveOnce(ids, second.settled)
    },
  )
}

t.test('repeated deliveries of one hand-off are one hand-off', async (t) => {
  const { ledger, start, sandbox } = await openEndToEnd(t, await serveFreshdesk(t))
  const { settled } = await start()
  const handoff = makeHandoff()
  const put = () =>
    ledger.put({
      source: 'botpress',
      helpdesk: 'main',
      requesterKey: 'k',
      handoff,
      idempotency: { key: 'same', fingerprint: 'f', expiresAt: null },
      requestId: 'r',
      refusal: null,
    })
  const outcomes = await Promise.all([put(), put(), put()])
  const stored = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [outcome.id] : []))
  t.equal(stored.length, 1)
  await settled(stored[0] ?? '')
  t.match(await put(), { kind: 'duplicate', entry: { state: 'delivered' } })
  t.equal(sandbox.account.tickets.size, 1)
})
