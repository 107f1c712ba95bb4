import t from 'tap'
import type { EscalationStep } from '../../../schemas/follow-up.ts'
import {
  asksForAnswer,
  decideEscalation,
  type EscalationFacts,
} from '../../../src/bridge/escalations/decide-escalation.ts'
import { findAnswer } from '../../../src/bridge/escalations/find-answer.ts'
import type { Helpdesk } from '../../../src/helpdesk/helpdesk.ts'
import { makeTicket } from '../scripted-helpdesk.ts'
import { makeStep } from './make-step.ts'

const everything = makeStep({
  group: 'Lead',
  agent: 'eva@example.com',
  priority: 'high',
  addTags: ['late', 'vip'],
})

const cases: {
  name: string
  step?: Partial<EscalationStep>
  ticket?: Parameters<typeof makeTicket>[0]
  answered?: EscalationFacts['answered']
  wanted: object
}[] = [
  {
    name: 'nobody has taken care',
    wanted: {
      kind: 'act',
      edit: { group: 'Lead', agent: 'eva@example.com', priority: 'high', addTags: ['late', 'vip'] },
    },
  },
  { name: 'answered', answered: true, wanted: { kind: 'skip', why: 'An agent has answered.' } },
  { name: 'solved', ticket: { status: 'solved' }, wanted: { kind: 'skip', why: 'The ticket is solved.' } },
  { name: 'only assigned', ticket: { agentId: '7' }, wanted: { kind: 'act', edit: { group: 'Lead' } } },
  {
    name: 'assigned, where that is enough',
    step: { unless: ['assigned'] },
    ticket: { agentId: '7' },
    wanted: { kind: 'skip', why: 'An agent has it.' },
  },
  {
    name: 'solved, where only an assignment counts',
    step: { unless: ['assigned'] },
    ticket: { status: 'solved' },
    wanted: { kind: 'act' },
  },
  {
    name: 'closed, whatever counts',
    step: { unless: ['assigned'] },
    ticket: { status: 'closed' },
    wanted: { kind: 'skip' },
  },
  { name: 'deleted', step: { unless: ['assigned'] }, ticket: { deleted: true }, wanted: { kind: 'skip' } },
  {
    name: 'an agent who has answered keeps the ticket',
    step: { unless: ['solved'] },
    ticket: { agentId: '7' },
    answered: true,
    wanted: {
      kind: 'act',
      edit: { group: undefined, agent: undefined, priority: 'high' },
      did: [/keeps the ticket/, 'priority high', /tags/],
    },
  },
  {
    name: 'one who has answered and given it back does not have it',
    step: { unless: ['solved'] },
    answered: true,
    wanted: { kind: 'act', edit: { group: 'Lead' } },
  },
  {
    name: 'a higher priority stays',
    ticket: { priority: 'urgent' },
    wanted: { kind: 'act', edit: { priority: undefined } },
  },
  {
    name: 'the same priority is not set again',
    ticket: { priority: 'high' },
    wanted: { edit: { priority: undefined } },
  },
  { name: 'a lower one is raised', ticket: { priority: 'low' }, wanted: { edit: { priority: 'high' } } },
  { name: 'only tags that are missing', ticket: { tags: ['VIP'] }, wanted: { edit: { addTags: ['late'] } } },
  {
    name: 'a note alone',
    step: { group: null, agent: null, priority: null, addTags: [] },
    wanted: { kind: 'act', edit: {}, did: [] },
  },
]

t.test('what becomes of a ticket when an escalation is due', async (t) => {
  for (const { name, step, ticket, answered = false, wanted } of cases) {
    t.match(
      decideEscalation({ ...everything, ...step }, { ticket: makeTicket(ticket), answered }),
      wanted,
      name,
    )
  }
})

t.test('the conversation is read only when something depends on it', async (t) => {
  t.equal(asksForAnswer(makeStep({}), makeTicket()), true)
  t.equal(asksForAnswer(makeStep({ unless: ['solved'], group: 'Lead' }), makeTicket()), false)
  t.equal(asksForAnswer(makeStep({ unless: ['solved'], group: 'Lead' }), makeTicket({ agentId: '7' })), true)
  t.equal(asksForAnswer(makeStep({ unless: ['solved'] }), makeTicket({ agentId: '7' })), false)
})

type Conversation = Pick<Helpdesk, 'listConversation'>
type Said = { from: 'customer' | 'agent' | 'system'; private?: boolean; at?: number }

const conversation = (pages: Said[][]): Conversation => ({
  listConversation: async (_id, { cursor = '0' }) => {
    const page = Number(cursor)
    return {
      ok: true,
      value: {
        messages: (pages[page] ?? []).map(({ from, private: isPrivate = false, at = 0 }, index) => ({
          id: `${page}-${index}`,
          ticketId: '1',
          from,
          authorId: null,
          authorName: null,
          private: isPrivate,
          html: '',
          text: '',
          attachments: [],
          createdAt: new Date(at).toISOString(),
        })),
        next: page + 1 < pages.length ? String(page + 1) : null,
      },
    }
  },
})

t.test(
  'an answer is a public message of an agent, after the description and since the hand-off',
  async (t) => {
    const find = async (pages: Said[][], since = 0) => {
      const read = await findAnswer(conversation(pages), { ticketId: '1', since }, { lane: 'background' })
      return read.ok ? read.value : read.failure
    }
    const agent: Said = { from: 'agent', at: 1000 }
    t.equal(await find([[{ from: 'customer' }]]), false)
    t.equal(await find([[agent]]), false, 'the description may stand in our own name')
    t.equal(await find([[{ from: 'customer' }, agent]]), true)
    t.equal(await find([[{ from: 'customer' }, { ...agent, private: true }, { from: 'system' }]]), false)
    t.equal(await find([[{ from: 'customer' }, agent]], 2000), false, 'before the addition')
    t.equal(await find([[{ from: 'customer' }], [agent]]), true, 'on a later page')
    t.equal(
      await find(Array.from({ length: 11 }, () => [])),
      true,
      'so long a conversation has been answered',
    )
    const gone: Conversation = { listConversation: async () => ({ ok: true, value: null }) }
    t.same(await findAnswer(gone, { ticketId: '1', since: 0 }, { lane: 'background' }), {
      ok: true,
      value: null,
    })
  },
)
