import type { Test } from 'tap'
import t from 'tap'
import { sourceSchema } from '../../../schemas/configuration.ts'
import type { BridgeEvent } from '../../../src/bridge/bridge.ts'
import { createEscalator } from '../../../src/bridge/escalations/create-escalator.ts'
import type { Failure } from '../../../src/helpdesk/helpdesk.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import type { CompiledPolicy } from '../../../src/policy/policy.ts'
import { compile } from '../../policy/facts.ts'
import { createScriptedHelpdesk, type ScriptedHelpdesk, shut } from '../scripted-helpdesk.ts'
import { collectLogs, openLedger, quickDelivery, startBridge, until } from '../start-bridge.ts'

const authentication = { kind: 'secret' as const, secrets: ['a-long-secret'] }
const sources = { betsur: sourceSchema.parse({ authentication, brand: 'Betsur' }) }
/** Rules whose escalations are due almost at once. */
const rules = (text: string): CompiledPolicy => {
  const { policy } = compile(text)
  for (const { consequences } of policy.rules) for (const step of consequences.escalate) step.after = 40
  return policy
}

const late = rules(`
rules:
  - name: late
    then:
      acknowledge: "Gracias, {{ handoff.name }}: {{ ticket.id }}"
      escalate: { after: 1s, group: Lead, priority: urgent, addTags: [late], note: "<b>{{ ticket.id }}</b> de {{ handoff.name }}" }
`)

const startEscalator = (
  t: Test,
  { ledger, desk, owner = 'escalator-1' }: { ledger: Ledger; desk: ScriptedHelpdesk; owner?: string },
) => {
  const events: BridgeEvent[] = []
  const escalator = createEscalator({
    ledger,
    helpdesk: desk.helpdesk,
    sources,
    config: { delivery: { ...quickDelivery, settle: 20 }, language: 'en', requestTimeoutMs: 20 },
    clock: systemClock,
    logger: collectLogs().logger,
    random: Math.random,
    owner,
    observe: (event) => events.push(event),
  })
  t.teardown(() => escalator.stop())
  escalator.start()
  return { escalator, events }
}

const open = async (t: Test, policy = late) => {
  const ledger = await openLedger(t)
  const desk = createScriptedHelpdesk()
  const bridge = await startBridge(t, { ledger, desk, sources, policy: () => policy })
  const deliver = async () => {
    const id = await bridge.put({}, 'betsur')
    return { id, entry: await bridge.settled(id) }
  }
  const ended = async (id: string) => {
    const rows = await ledger.history(id)
    return rows.find(({ event }) => event === 'escalated' || event === 'escalation-skipped') ?? null
  }
  const waitForEnd = async (id: string) => {
    await until(async () => (await ended(id)) !== null)
    return ended(id)
  }
  return { ledger, desk, deliver, waitForEnd, bridge }
}

const notesOf = (desk: ScriptedHelpdesk) =>
  desk.tickets.flatMap(({ messages }) => messages.filter(({ private: isPrivate }) => isPrivate))
const unavailable: Failure = { kind: 'unavailable', message: 'Later.', status: 503, code: null }

t.test('what the bot may say is kept, and what nobody takes care of is escalated once', async (t) => {
  const { ledger, desk, deliver, waitForEnd } = await open(t)
  const { events } = startEscalator(t, { ledger, desk })
  const { id, entry } = await deliver()
  t.match(entry, { acknowledgement: 'Gracias, Ana: 1', followUp: null })
  t.match(await waitForEnd(id), {
    event: 'escalated',
    why: 'late: note; group Lead; priority urgent; tags late',
    by: 'escalator-1',
  })
  t.match(desk.tickets[0]?.ticket, { groupId: 'Lead', priority: 'urgent', tags: /late/ })
  t.match(notesOf(desk), [{ html: new RegExp(`&lt;b&gt;1&lt;/b&gt; de Ana.*Relevo ${id}/e1`, 's') }])
  t.equal(notesOf(desk).length, 1)
  t.match(events, [{ kind: 'escalation', source: 'betsur', outcome: 'escalated' }])
  t.ok(desk.calls.filter(({ verb }) => verb === 'change').every(({ lane }) => lane === 'background'))
  t.equal((await ledger.custody()).balanced, true)
})

t.test('nothing is touched when somebody has answered, or the ticket is gone', async (t) => {
  const { ledger, desk, deliver, waitForEnd } = await open(t)
  const answered = await deliver()
  desk.tickets[0]?.messages.push({ html: 'Hola', from: 'agent', files: [], private: false })
  startEscalator(t, { ledger, desk })
  t.match(await waitForEnd(answered.id), { event: 'escalation-skipped', why: 'late: An agent has answered.' })
  t.same([...desk.callsOf('change'), ...notesOf(desk)], [])

  const other = await open(t)
  const { id } = await other.deliver()
  other.desk.tickets.length = 0
  startEscalator(t, { ledger: other.ledger, desk: other.desk })
  t.match(await other.waitForEnd(id), { event: 'escalation-skipped', why: 'The ticket is gone.' })
})

t.test('failures are tried again, and a note whose answer was lost is not left twice', async (t) => {
  const { ledger, desk, deliver, waitForEnd } = await open(t)
  const { id } = await deliver()
  desk.script('getTicket', { kind: 'refuse', failure: unavailable })
  desk.script('addNote', { kind: 'refuse', failure: unavailable }, { kind: 'lose' })
  desk.script('change', { kind: 'refuse', failure: unavailable }, { kind: 'lose' })
  const { events } = startEscalator(t, { ledger, desk })
  t.match(await waitForEnd(id), { event: 'escalated' })
  t.equal(notesOf(desk).length, 1)
  t.equal(events.filter((event) => event.kind === 'escalation' && event.outcome === 'retry').length, 5)
  t.match(desk.tickets[0]?.ticket, { groupId: 'Lead', priority: 'urgent' })
})

t.test('one that was begun is finished by another worker, with one note', async (t) => {
  const { ledger, desk, deliver, waitForEnd } = await open(t)
  const { id } = await deliver()
  await until(async () => ((await ledger.nextEscalationAt('main')) ?? 0) <= Date.now())
  // The first worker leaves its note and is never heard of again.
  const [claim] = await ledger.claimEscalations({ helpdesk: 'main', owner: 'dead', limit: 1, leaseMs: 50 })
  await desk.helpdesk.addNote('1', { html: `x ${id}/e1`, private: true }, { lane: 'background' })
  const { events } = startEscalator(t, { ledger, desk })
  t.match(await waitForEnd(id), { event: 'escalated', by: 'escalator-1' })
  t.equal(notesOf(desk).length, 1)
  t.match(desk.tickets[0]?.ticket, { groupId: 'Lead' })
  t.equal(events.length, 1)
  if (claim === undefined) throw new Error('not due')
  t.equal(await ledger.endEscalation(claim, { event: 'escalated', why: 'late' }), false)
})

t.test('a group that the help desk does not have is left out and told; the rest is done', async (t) => {
  const { ledger, desk, deliver, waitForEnd } = await open(t)
  const failure: Failure = { kind: 'invalid', message: 'There is no group Lead.', status: 422, faults: [] }
  desk.script('change', { kind: 'refuse', failure })
  startEscalator(t, { ledger, desk })
  const { id } = await deliver()
  t.match(await waitForEnd(id), { event: 'escalated', why: /There is no group Lead/ })
  t.match(desk.tickets[0]?.ticket, { groupId: null, priority: 'urgent', tags: /late/ })
})

t.test('a help desk that is away is not asked, and what is due waits for it', async (t) => {
  const { ledger, desk, deliver, waitForEnd } = await open(t)
  const { id } = await deliver()
  const before = desk.calls.length
  desk.setAvailability(shut())
  startEscalator(t, { ledger, desk })
  await until(async () => ((await ledger.nextEscalationAt('main')) ?? 0) <= Date.now())
  t.equal(desk.calls.length, before)
  desk.setAvailability({ state: 'open' })
  t.match(await waitForEnd(id), { event: 'escalated' })
})

t.test(
  'a delivery that is found out about later is followed by what was decided before it was sent',
  async (t) => {
    let policy: CompiledPolicy | null = late
    const desk = createScriptedHelpdesk()
    desk.script('createTicket', { kind: 'lose' })
    const { put, settled, ledger, history } = await startBridge(t, { desk, sources, policy: () => policy })
    const id = await put({}, 'betsur')
    await until(() => desk.tickets.length === 1)
    policy = null
    t.match(await settled(id), { ticket: { id: '1' }, acknowledgement: 'Gracias, Ana: 1' })
    t.equal(desk.tickets.length, 1)
    t.ok((await history(id)).includes('escalation-planned'))
    t.not(await ledger.nextEscalationAt('main'), null)
  },
)

t.test('a text that cannot be made costs neither the delivery nor what else follows', async (t) => {
  const bomb = '{% for a in (1..100000000) %}{{ a }}{% endfor %}'
  const policy = rules(
    `rules: [{ name: bomb, then: { acknowledge: "${bomb}", escalate: { after: 1s, note: "${bomb}" } } }]`,
  )
  const { ledger, desk, deliver, waitForEnd } = await open(t, policy)
  startEscalator(t, { ledger, desk })
  const { id, entry } = await deliver()
  t.match(entry, { state: 'delivered', acknowledgement: null })
  await waitForEnd(id)
  t.match(notesOf(desk), [{ html: /nadie se ocupó.*bomb/ }])
})
