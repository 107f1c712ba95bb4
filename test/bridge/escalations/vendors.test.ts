import type { Test } from 'tap'
import t from 'tap'
import type { EscalationStep } from '../../../schemas/follow-up.ts'
import { escalateTicket } from '../../../src/bridge/escalations/escalate-ticket.ts'
import type { EscalationClaim } from '../../../src/ledger/escalation.ts'
import type { Entry } from '../../../src/ledger/ledger.ts'
import { filesHarness } from '../../contract/files-harness.ts'
import { freshdeskHarness } from '../../contract/freshdesk-harness.ts'
import { got, lane } from '../../contract/got.ts'
import type { HelpdeskHarness } from '../../contract/harness.ts'
import { zendeskHarness } from '../../contract/zendesk-harness.ts'
import { makeClassification, makeHandoff } from '../make-handoff.ts'
import { makeStep } from './make-step.ts'

const entry: Entry = {
  id: 'ho_01m7xt7t8r81c6zrrh5tgrz0v3',
  source: 'betsur',
  helpdesk: 'main',
  state: 'delivered',
  why: null,
  requestId: 'r',
  requesterKey: 'k',
  receivedAt: 0,
  dueAt: null,
  endedAt: 0,
  attempts: 1,
  failures: 0,
  writes: 1,
  write: null,
  ticket: { id: '1', url: null, action: 'created' },
  flags: [],
  classification: makeClassification(),
  acknowledgement: null,
  followUp: null,
  handoff: makeHandoff(),
}

const open = async (t: Test, harness: HelpdeskHarness) => {
  const opened = await harness.open(t)
  const { helpdesk } = opened
  const escalate = (
    ticketId: string,
    step: Partial<EscalationStep>,
    attempts = 1,
    over: Partial<Entry> = {},
  ) => {
    const claim: EscalationClaim = {
      ...{ owner: 'w', fence: 1, handoffId: entry.id, ordinal: 1, ticketId, attempts },
      step: makeStep(step),
    }
    const tools = { helpdesk, sources: {}, language: 'en' }
    return escalateTicket(claim, { ...entry, ...over }, tools, { lane: 'background' })
  }
  return { ...opened, escalate }
}

for (const harness of [freshdeskHarness, zendeskHarness, filesHarness]) {
  t.test(`${harness.vendor}: what nobody takes care of changes hands, with one note`, async (t) => {
    const { helpdesk, account, seed, look, escalate } = await open(t, harness)
    const id = seed.ticket({ priority: 'low', tags: ['keep'] })
    const step = { group: account.groups.support.name, priority: 'urgent' as const, addTags: ['late'] }
    t.match(await escalate(id, step), { kind: 'escalated' })
    t.match(await escalate(id, step, 2), { kind: 'escalated' }, 'as after a crash')
    const ticket = got(await helpdesk.getTicket(id, lane))
    t.match(ticket, { groupId: account.groups.support.id, priority: 'urgent' })
    t.same(look.tags(id).sort(), ['keep', 'late'])
    t.equal(look.messages(id).length, 1)
    t.match(look.messages(id), [{ private: true, html: /nadie se ocupó de este ticket/ }])
  })

  t.test(`${harness.vendor}: what people have done stands`, async (t) => {
    const { helpdesk, account, seed, look, escalate } = await open(t, harness)
    const step = { group: account.groups.support.name, priority: 'low' as const }
    const answered = seed.ticket({
      agent: account.agents.ana.id,
      group: account.groups.billing.id,
      priority: 'high',
    })
    seed.message(answered, { from: 'agent', html: '<p>Ya lo miro</p>' })
    t.match(await escalate(answered, step), { kind: 'skipped', why: /has answered/ })
    t.match(await escalate(answered, { ...step, unless: ['solved'] }), { why: /keeps the ticket/ })
    t.match(got(await helpdesk.getTicket(answered, lane)), {
      groupId: account.groups.billing.id,
      agentId: account.agents.ana.id,
      priority: 'high',
    })
    const noted = seed.ticket()
    seed.message(noted, { from: 'agent', html: '<p>entre nosotros</p>', private: true })
    t.match(await escalate(noted, {}), { kind: 'escalated' }, 'a note is no answer')
    const since = {
      ticket: { id: '1', url: null, action: 'added' as const },
      endedAt: Date.now() + 3_600_000,
    }
    t.match(await escalate(answered, {}, 1, since), { kind: 'escalated' }, 'an answer to what was before')
    for (const status of ['solved', 'closed'] as const)
      t.match(await escalate(seed.ticket({ status }), {}), { kind: 'skipped', why: new RegExp(status) })
    const gone = seed.ticket()
    seed.remove(gone)
    t.match(await escalate(gone, {}), { kind: 'skipped' })
    const unknown = seed.ticket()
    t.match(await escalate(unknown, { group: 'Nobody', priority: 'urgent' }), {
      kind: 'escalated',
      why: /Nobody/,
    })
    t.match(got(await helpdesk.getTicket(unknown, lane)), { priority: 'urgent' })
    t.equal(look.messages(unknown).length, 1)
  })
}
