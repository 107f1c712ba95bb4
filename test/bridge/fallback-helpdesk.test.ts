import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { sourceSchema } from '../../schemas/configuration.ts'
import type { Entry, Ledger } from '../../src/ledger/ledger.ts'
import { compile } from '../policy/facts.ts'
import { createMortalLedger } from './create-mortal-ledger.ts'
import { openDesk, openEndToEnd } from './open-end-to-end.ts'
import { serveFreshdesk, serveZendesk } from './sandbox-accounts.ts'
import { putHandoff, type StartOptions, until } from './start-bridge.ts'

const after = 500
const moved = ['moved-fallback']

/** A Freshdesk whose hand-offs go to a Zendesk when it has been away too long, and what works for both. */
const open = async (t: Test) => {
  const first = await serveFreshdesk(t)
  const second = await serveZendesk(t)
  const { ledger, start, putCrowd } = await openEndToEnd(t, first)
  /** The two bridges of one process. */
  const startBoth = async (over: StartOptions = {}) => {
    const other = openDesk(t, 'second', second.settings)
    const main = await start({ ...over, fallback: { helpdesk: other, after } })
    const beside = await start({ ...over, helpdesk: other })
    return { main, beside }
  }
  const effectsOf = (id: string) => ({
    first: first.effectsOf(id).length,
    second: second.effectsOf(id).length,
  })
  return { first, second, ledger, startBoth, putCrowd, effectsOf }
}

const settled = async (ledger: Ledger, id: string): Promise<Entry | null> =>
  ledger.waitUntilSettled(id, 20_000)

const eventsOf = async (ledger: Ledger, id: string, event: string) =>
  (await ledger.history(id)).filter((row) => row.event === event)

t.test(
  'what is open for too long moves whole and once, and the rest stays when the first is back',
  async (t) => {
    const { first, second, ledger, startBoth, putCrowd, effectsOf } = await open(t)
    first.sandbox.faults.down()
    const { main } = await startBoth()
    const ids = await putCrowd(8)
    for (const id of ids) {
      t.match(await settled(ledger, id), { state: 'delivered', helpdesk: 'second', flags: moved, writes: 1 })
      t.same(effectsOf(id), { first: 0, second: 1 })
      t.match(await eventsOf(ledger, id, 'moved'), [
        { why: 'main has been away too long; second takes over.' },
      ])
    }
    t.equal(
      main.events.filter((event) => event.kind === 'flagged' && event.flag === 'moved-fallback').length,
      8,
    )
    const [ticket] = [...second.sandbox.account.tickets.values()]
    t.ok(ticket?.tags.includes('relevo'), 'a ticket like any other')
    first.sandbox.faults.up()
    const later = await putHandoff(ledger, { summary: 'Otra cosa, más tarde' })
    t.match(await settled(ledger, later), { state: 'delivered', helpdesk: 'main', flags: [] })
    for (const id of ids) t.same(effectsOf(id), { first: 0, second: 1 }, 'nothing is made again in the first')
    t.match(await ledger.custody(), { received: 9, delivered: 9, balanced: true })
  },
)

t.test('what may be in the first stays there, says so, and is found when it is back', async (t) => {
  const { first, ledger, startBoth, effectsOf } = await open(t)
  first.sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'POST', path: '/tickets', count: 1 })
  await startBoth()
  const ana = { email: 'ana@example.org', phone: null, name: 'Ana' }
  const id = await putHandoff(ledger, { requester: ana })
  await until(() => first.sandbox.account.tickets.size === 1)
  first.sandbox.faults.down()
  const behind = await putHandoff(ledger, { requester: ana, summary: 'Y otra cosa: la factura' })
  const other = await putHandoff(ledger, { requester: { email: 'b@example.org', phone: null, name: null } })
  t.match(await settled(ledger, other), { helpdesk: 'second', flags: moved })
  await until(async () => (await ledger.find(id))?.why?.startsWith('Its ticket may be in main') === true)
  t.match(await ledger.find(id), { helpdesk: 'main', state: 'waiting', flags: [], write: { kind: 'create' } })
  t.match(await ledger.find(behind), { helpdesk: 'main', flags: [] }, "a person's order is kept")
  first.sandbox.faults.up()
  t.match(await settled(ledger, id), { state: 'delivered', helpdesk: 'main', flags: [] })
  t.match(await settled(ledger, behind), { state: 'delivered', helpdesk: 'main', flags: [] })
  for (const each of [id, behind]) t.same(effectsOf(each), { first: 1, second: 0 })
  t.same(effectsOf(other), { first: 0, second: 1 })
})

t.test(
  "one person's hand-offs move in their order, and the later ones join the first's ticket",
  async (t) => {
    const { first, second, ledger, startBoth } = await open(t)
    first.sandbox.faults.down()
    await startBoth()
    const ids: string[] = []
    for (const at of [1, 2, 3]) {
      ids.push(await putHandoff(ledger, { summary: `No puedo entrar en mi cuenta, mensaje ${at}` }))
    }
    for (const id of ids) t.match(await settled(ledger, id), { helpdesk: 'second', flags: moved })
    t.equal(second.sandbox.account.tickets.size, 1)
    const texts = [...second.sandbox.account.comments.values()].map(({ htmlBody }) => htmlBody)
    t.same(
      texts.map((text) => /mensaje (\d)/.exec(text)?.[1]),
      ['1', '2', '3'],
    )
  },
)

t.test('the first comes back while they move: each has one ticket, wherever it is', async (t) => {
  const { first, second, ledger, startBoth, putCrowd, effectsOf } = await open(t)
  first.sandbox.faults.down()
  const ids = await putCrowd(40)
  await startBoth()
  await until(() => second.sandbox.account.tickets.size > 0)
  first.sandbox.faults.up()
  for (const id of ids) {
    const entry = await settled(ledger, id)
    t.equal(entry?.state, 'delivered')
    const there = entry?.helpdesk === 'second'
    t.same(effectsOf(id), there ? { first: 0, second: 1 } : { first: 1, second: 0 })
  }
  t.match(await ledger.custody(), { delivered: 40, balanced: true })
})

t.test('refused credentials count as away', async (t) => {
  const { first, ledger, startBoth, effectsOf } = await open(t)
  first.sandbox.faults.add({ kind: 'unauthorized' })
  await startBoth()
  const id = await putHandoff(ledger)
  t.match(await settled(ledger, id), { helpdesk: 'second', flags: moved })
  t.same(effectsOf(id), { first: 0, second: 1 })
})

const authentication = { kind: 'secret' as const, secrets: ['a-long-secret'] }
const sources = { botpress: sourceSchema.parse({ authentication }) }
const from = (email: string) => ({ requester: { email, phone: null, name: null } })

t.test("a company's rules are asked before anything goes the other way", async (t) => {
  const { policy } = compile(`
rules:
  - { name: legal, when: { words: denuncia }, then: { park: Legal reads it first. } }
  - { name: billing, when: { words: factura }, then: { helpdesk: second } }
`)
  const [first, second, third] = [await serveFreshdesk(t), await serveZendesk(t), await serveZendesk(t)]
  first.sandbox.faults.down()
  const { ledger, start } = await openEndToEnd(t, first)
  const over = { sources, policy: () => policy }
  const other = openDesk(t, 'third', third.settings)
  await start({ ...over, fallback: { helpdesk: other, after } })
  await start({ ...over, helpdesk: openDesk(t, 'second', second.settings) })
  await start({ ...over, helpdesk: other })
  const legal = await putHandoff(ledger, { ...from('a@example.org'), summary: 'Pondré una denuncia' })
  const billing = await putHandoff(ledger, { ...from('b@example.org'), summary: 'La factura está mal' })
  const rest = await putHandoff(ledger, { ...from('c@example.org'), summary: 'No puedo entrar' })
  t.match(await settled(ledger, legal), { state: 'parked', why: 'Legal reads it first.' })
  t.match(await settled(ledger, billing), { helpdesk: 'second', state: 'delivered', flags: [] })
  t.match(await settled(ledger, rest), { helpdesk: 'third', state: 'delivered', flags: moved })
})

t.test('a rule does not send back what came because its help desk is away', async (t) => {
  const { policy } = compile('rules: [{ name: all, then: { helpdesk: second } }]')
  const [main, second] = [await serveFreshdesk(t), await serveZendesk(t)]
  second.sandbox.faults.down()
  const { ledger, start } = await openEndToEnd(t, main)
  const own = openDesk(t, 'main', main.settings)
  const over = { sources, policy: () => policy }
  await start({ ...over, helpdesk: own })
  await start({
    ...over,
    helpdesk: openDesk(t, 'second', second.settings),
    fallback: { helpdesk: own, after },
  })
  const id = await putHandoff(ledger)
  t.match(await settled(ledger, id), { helpdesk: 'main', state: 'delivered', flags: moved })
  t.match(await eventsOf(ledger, id, 'moved'), [{ why: /A rule/ }, { why: /main takes over/ }])
  t.equal(main.effectsOf(id).length, 1)
})

t.test('two workers on one ledger, one of which dies while it moves them', async (t) => {
  const { first, ledger, startBoth, putCrowd, effectsOf } = await open(t)
  first.sandbox.faults.down()
  const mortal = createMortalLedger(ledger)
  let moves = 0
  const doomed: Ledger = {
    ...mortal.ledger,
    moveTo: async (claim, to) => {
      moves += 1
      if (moves === 3) mortal.die()
      return mortal.ledger.moveTo(claim, to)
    },
  }
  await startBoth({ owner: 'doomed', ledger: doomed })
  const ids = await putCrowd(12)
  await until(() => moves >= 3)
  await startBoth({ owner: 'alive' })
  for (const id of ids) {
    t.match(await settled(ledger, id), { state: 'delivered', helpdesk: 'second', flags: moved })
    t.same(effectsOf(id), { first: 0, second: 1 })
    t.equal((await eventsOf(ledger, id, 'moved')).length, 1)
  }
})

for (const when of ['before', 'after'] as const) {
  t.test(`kill -9 right ${when} the move is on disk`, async (t) => {
    const [first, second] = [await serveFreshdesk(t), await serveZendesk(t)]
    first.sandbox.faults.down()
    const dataDir = t.testdir()
    const program = new URL('./moves-until-killed.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [program, dataDir, when, first.url, second.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let id = ''
    for await (const line of createInterface({ input: child.stdout })) {
      id = line
      child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    t.equal(child.signalCode, 'SIGKILL')
    const { ledger, start } = await openEndToEnd(t, first, dataDir)
    t.match(await ledger.find(id), { helpdesk: when === 'before' ? 'main' : 'second' })
    const other = openDesk(t, 'second', second.settings)
    await start({ fallback: { helpdesk: other, after }, owner: 'heir' })
    await start({ helpdesk: other, owner: 'heir' })
    t.match(await settled(ledger, id), { state: 'delivered', helpdesk: 'second', flags: moved })
    t.equal(second.effectsOf(id).length, 1)
    t.equal((await eventsOf(ledger, id, 'moved')).length, 1)
    t.match(await ledger.custody(), { received: 1, delivered: 1, balanced: true })
  })
}
