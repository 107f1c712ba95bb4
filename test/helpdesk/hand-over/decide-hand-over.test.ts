import t from 'tap'
import {
  decideHandOver,
  type HandOverRequest,
  type HandOverSituation,
} from '../../../src/helpdesk/hand-over/decide-hand-over.ts'
import type { Agent } from '../../../src/helpdesk/ticket-desk.ts'
import { makeTicket } from '../../bridge/scripted-helpdesk.ts'

const agentOf = (id: string, name: string, more: Partial<Agent> = {}): Agent => ({
  id,
  name,
  email: `${name.toLowerCase()}@acme.example`,
  groupIds: ['10'],
  available: true,
  ...more,
})
const request: HandOverRequest = {
  agent: null,
  group: null,
  pickAgent: false,
  status: 'open',
  priority: null,
}
const situation: HandOverSituation = {
  ticket: makeTicket({ id: '40' }),
  agents: [
    agentOf('1', 'Ana'),
    agentOf('2', 'Luis', { available: false }),
    agentOf('3', 'Eva'),
    agentOf('4', 'Sol', { groupIds: ['20'] }),
  ],
  groups: [
    { id: '10', name: 'Facturación' },
    { id: '20', name: 'Soporte' },
  ],
  load: new Map(),
}
const decide = (asked: Partial<HandOverRequest>, more: Partial<HandOverSituation> = {}) => {
  const decision = decideHandOver({ ...request, ...asked }, { ...situation, ...more })
  return decision.kind === 'assign'
    ? [decision.agent?.name ?? null, decision.group?.name ?? null, decision.why]
    : [decision.failure.kind]
}

t.test('gives it to whom it is asked for, unless they are away and a group is there', async (t) => {
  t.same(decide({ agent: 'ANA@acme.example' }), ['Ana', null, 'named'])
  t.same(decide({ agent: 'ana', group: 'soporte' }), ['Ana', 'Soporte', 'named'])
  t.same(decide({ agent: 'Luis' }), [null, 'Facturación', 'agent-away'])
  t.same(decide({ agent: 'Luis', group: 'Soporte' }), [null, 'Soporte', 'agent-away'])
  const alone = [agentOf('2', 'Luis', { available: false, groupIds: ['10', '20'] })]
  t.same(decide({ agent: 'Luis' }, { agents: alone }), ['Luis', null, 'named'], 'which group is not clear')
  const unknown = [agentOf('2', 'Luis', { available: null })]
  t.same(decide({ agent: 'Luis' }, { agents: unknown }), ['Luis', null, 'named'], 'nobody tells')
})

t.test('gives it to a group, or to one of those who are there', async (t) => {
  t.same(decide({ group: 'facturacion' }), [null, 'Facturación', 'group'])
  t.same(decide({ group: '10', pickAgent: true }), ['Ana', 'Facturación', 'there'])
  const other = makeTicket({ id: '41' })
  t.same(
    decide({ group: '10', pickAgent: true }, { ticket: other }),
    ['Eva', 'Facturación', 'there'],
    'not always the same',
  )
  const load = new Map([
    ['1', 5],
    ['3', 2],
  ])
  t.same(decide({ group: '10', pickAgent: true }, { load }), ['Eva', 'Facturación', 'least-loaded'])
  const away = situation.agents.map((agent) => ({ ...agent, available: false }))
  t.same(decide({ group: '10', pickAgent: true }, { agents: away }), [null, 'Facturación', 'nobody-there'])
})

t.test('takes it from nobody without being asked to', async (t) => {
  const held = makeTicket({ agentId: '3', groupId: '10' })
  t.same(decide({}, { ticket: held }), ['Eva', 'Facturación', 'kept'])
  t.same(decide({ group: '10', pickAgent: true }, { ticket: held }), ['Eva', 'Facturación', 'kept'])
  t.same(decide({ group: '20' }, { ticket: held }), [null, 'Soporte', 'group'])
  t.same(decide({}), [null, null, 'unnamed'])
})

t.test('makes it more urgent, never less', async (t) => {
  const priorityFor = (current: 'low' | 'urgent' | null, wanted: 'high' | null) => {
    const ticket = makeTicket({ priority: current })
    const decision = decideHandOver({ ...request, priority: wanted }, { ...situation, ticket })
    return decision.kind === 'assign' ? decision.priority : 'refused'
  }
  t.equal(priorityFor('low', 'high'), 'high')
  t.equal(priorityFor(null, 'high'), 'high')
  t.equal(priorityFor('urgent', 'high'), null)
  t.equal(priorityFor('low', null), null)
})

t.test('refuses the unknown, the ambiguous and the deleted', async (t) => {
  t.same(decide({ agent: 'Pepe' }), ['invalid'])
  t.same(decide({ group: 'Ventas' }), ['invalid'])
  t.same(decide({}, { ticket: makeTicket({ deleted: true }) }), ['gone'])
  const twice = [agentOf('1', 'Ana'), agentOf('9', 'ANA', { email: null })]
  const decision = decideHandOver({ ...request, agent: 'ana' }, { ...situation, agents: twice })
  t.match(decision, { failure: { message: /Ana \(1\), ANA \(9\)/, faults: [{ field: 'agent' }] } })
})
