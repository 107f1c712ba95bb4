import t from 'tap'
import { type HandOverOptions, handOver } from '../../../src/helpdesk/hand-over/hand-over.ts'
import { openFreshdesk } from '../../contract/freshdesk-harness.ts'
import { got, lane, matchEach, minutes } from '../../contract/got.ts'

const optionsOf = (request: Partial<HandOverOptions['request']> = {}): HandOverOptions => ({
  request: {
    agent: null,
    group: 'Facturación',
    pickAgent: false,
    status: 'open',
    priority: 'high',
    ...request,
  },
  story: { summary: 'Cobro doble', tried: ['Buscó el pedido'], question: '¿Devolución?', language: 'es' },
  service: { officeHours: null, firstResponseMinutes: 120 },
})

t.test('assigns, sets status and urgency, leaves a private note and says what may be promised', async (t) => {
  const { helpdesk, seed, account, look } = await openFreshdesk(t)
  const id = seed.ticket({ status: 'pending', tags: ['vip'] })
  const handed = got(await handOver(helpdesk, id, optionsOf({ pickAgent: true }), lane))
  t.match(handed, {
    ticket: {
      status: 'open',
      priority: 'high',
      agentId: account.agents.ana.id,
      groupId: account.groups.billing.id,
    },
    why: 'there',
    noteFailure: null,
    promise: { text: `Tu número de ticket es ${id}. Una persona te responderá en un plazo de 2 horas.` },
  })
  matchEach(t, look.messages(id), [{ private: true, html: /Cobro doble.*Buscó el pedido.*¿Devolución\?/ }])
  t.same(look.tags(id), ['vip'])
})

t.test('the one with the fewest open tickets gets it', async (t) => {
  const { helpdesk, seed, account, later, sandbox } = await openFreshdesk(t)
  for (const agent of sandbox.account.agents.values()) agent.available = true
  for (const group of sandbox.account.groups.values()) group.agentIds = [...sandbox.account.agents.keys()]
  for (let index = 0; index < 3; index++) seed.ticket({ agent: account.agents.ana.id })
  seed.ticket({ agent: account.agents.luis.id })
  seed.ticket({ agent: account.agents.luis.id, status: 'closed' })
  later(10 * minutes)
  for (const id of [seed.ticket(), seed.ticket()]) {
    const handed = got(await handOver(helpdesk, id, optionsOf({ pickAgent: true }), lane))
    t.match(handed, { agent: { id: account.agents.luis.id }, why: 'least-loaded' })
  }
})

t.test('an agent whom the help desk refuses leaves it to the group', async (t) => {
  const { helpdesk, seed, account } = await openFreshdesk(t)
  const id = seed.ticket()
  const handed = got(await handOver(helpdesk, id, optionsOf({ agent: 'Ana Ruiz', group: 'Soporte' }), lane))
  t.match(handed, { agent: null, group: { id: account.groups.support.id }, why: 'agent-away' })
  t.match(handed.ticket, { agentId: null, groupId: account.groups.support.id })
})

t.test('somebody else’s change on the way is looked at before it is decided', async (t) => {
  const { helpdesk, seed, account, later, look } = await openFreshdesk(t)
  const id = seed.ticket({ createdAgoMs: 600_000 })
  const { getTicket } = helpdesk
  let reads = 0
  const meddled = {
    ...helpdesk,
    getTicket: async (...args: Parameters<typeof getTicket>) => {
      const read = await getTicket(...args)
      reads += 1
      if (reads === 1) {
        later(minutes)
        seed.edit(id, { tags: ['theirs'] })
        got(
          await helpdesk.assign(id, { agent: account.agents.ana.id, group: account.groups.billing.id }, lane),
        )
      }
      return read
    },
  }
  t.match(got(await handOver(meddled, id, optionsOf(), lane)), {
    why: 'kept',
    agent: { id: account.agents.ana.id },
  })
  t.equal(reads, 2)
  t.equal(look.messages(id).length, 1)
})

t.test('a note that fails is told apart from a handover that fails', async (t) => {
  const { helpdesk, seed, sandbox, look } = await openFreshdesk(t)
  const id = seed.ticket()
  sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'POST' })
  t.match(got(await handOver(helpdesk, id, optionsOf(), lane)), {
    note: null,
    noteFailure: { effect: 'unknown', failure: { kind: 'unavailable' } },
  })
  sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'PUT' })
  t.match(await handOver(helpdesk, id, optionsOf({ group: 'Soporte' }), lane), { effect: 'unknown' })
  t.equal(look.messages(id).length, 1, 'no note without an assignment')
  t.match(await handOver(helpdesk, '999', optionsOf(), lane), {
    effect: 'none',
    failure: { kind: 'not-found' },
  })
  t.match(await handOver(helpdesk, id, optionsOf({ group: 'Ventas' }), lane), {
    effect: 'none',
    failure: { kind: 'invalid' },
  })
})
