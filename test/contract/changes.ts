import type { Test } from 'tap'
import { got, lane, matchEach, minutes, there } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

export const testChanges = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('fields, states by word and by label, and what has no field is named', async (t) => {
    const { helpdesk, seed, account } = await harness.open(t)
    const id = seed.ticket()
    const [type] = account.types ?? ['Question']
    const customFields = {
      [account.textField]: 'A-9',
      nonsuch: 'x',
      ...(account.choiceField === null
        ? {}
        : { [account.choiceField.name]: account.choiceField.choice.toUpperCase() }),
    }
    const edit = {
      subject: 'Nuevo  asunto',
      priority: 'urgent',
      status: 'pending',
      type,
      customFields,
    } as const
    const { ticket, unmapped } = got(await helpdesk.change(id, edit, lane))
    t.match(ticket, { id, subject: 'Nuevo asunto', priority: 'urgent', status: 'pending', type })
    matchEach(t, unmapped, [{ field: 'nonsuch', value: 'x', why: 'unknown-field' }])
    const kept = got(await helpdesk.getTicket(id, lane))
    t.match(kept, { ...ticket, updatedAt: String })
    t.match(Object.values(kept?.customFields ?? {}), [
      'A-9',
      ...(account.choiceField === null ? [] : [account.choiceField.choice]),
    ])
    if (account.ownStatusLabel !== null) {
      const label = account.ownStatusLabel.toUpperCase()
      t.match(got(await helpdesk.change(id, { statusLabel: label }, lane)), {
        ticket: { status: 'other', statusLabel: account.ownStatusLabel },
      })
    }
    t.same(got(await helpdesk.change(id, { customFields: { [account.textField]: null } }, lane)).unmapped, [])
    t.notOk(Object.values(got(await helpdesk.getTicket(id, lane))?.customFields ?? {}).includes('A-9'))
  })

  t.test('what is nonsense is refused whole, with every fault named and nothing changed', async (t) => {
    const { helpdesk, seed, account, look } = await harness.open(t)
    const id = seed.ticket({ tags: ['old'] })
    const edit = {
      subject: ' ',
      statusLabel: 'No such state',
      group: 'Ventas',
      priority: 'high',
      addTags: ['new'],
    } as const
    const outcome = await helpdesk.change(id, { ...edit, addTags: [...edit.addTags] }, lane)
    t.match(outcome, { effect: 'none', failure: { kind: 'invalid', message: /Soporte/ } })
    const faults =
      outcome.effect === 'none' && outcome.failure.kind === 'invalid' ? outcome.failure.faults : []
    t.same(faults.map((fault) => fault.field).toSorted(), ['group', 'statusLabel', 'subject'])
    t.equal(look.calls().writes, 0)
    if (account.types !== null) {
      t.match(await helpdesk.change(id, { type: 'No such type' }, lane), {
        effect: 'none',
        failure: { kind: 'invalid' },
      })
    }
    t.same(look.tags(id), ['old'])
  })

  t.test('given to agents and groups by id, e-mail or name, and taken off them', async (t) => {
    const { helpdesk, seed, account } = await harness.open(t)
    const id = seed.ticket()
    const { ana, luis } = account.agents
    const { billing, support } = account.groups
    const to = async (given: { agent?: string | null; group?: string | null }) => {
      const { agentId, groupId } = got(await helpdesk.assign(id, given, lane)).ticket
      return [agentId, groupId]
    }
    t.same(await to({ agent: 'ANA@acme.example', group: 'facturacion' }), [ana.id, billing.id])
    t.same(await to({ agent: luis.id, group: support.id }), [luis.id, support.id])
    t.same(await to({ agent: null, group: billing.name }), [null, billing.id])
    t.same(await to({ agent: 'ana ruiz' }), [ana.id, billing.id])
    t.same(await to({ agent: null, group: null }), [null, null])
    // An agent who is not in the group: not every vendor minds, and who does says it of the agent or the group.
    const apart = await helpdesk.assign(
      id,
      { agent: account.agents.luis.id, group: account.groups.billing.id },
      lane,
    )
    if (apart.effect !== 'done')
      t.match(apart, { effect: 'none', failure: { kind: 'invalid', faults: [{ field: /^(agent|group)$/ }] } })
    t.match(await helpdesk.assign(id, { agent: 'Pepe' }, lane), {
      effect: 'none',
      failure: { kind: 'invalid', message: /Ana Ruiz/, faults: [{ field: 'agent' }] },
    })
  })

  t.test('tags are joined, never replaced, and told apart without their case', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const id = seed.ticket({ tags: ['VIP', 'web'] })
    got(await helpdesk.change(id, { addTags: ['vip', 'bot'], removeTags: ['WEB', 'nonsuch'] }, lane))
    t.same(look.tags(id).toSorted(), ['VIP', 'bot'])
    got(await helpdesk.change(id, { priority: 'high' }, lane))
    t.same(look.tags(id).toSorted(), ['VIP', 'bot'])
    const writes = look.calls().writes
    got(await helpdesk.change(id, { addTags: ['bot'] }, lane))
    t.equal(look.calls().writes, writes, 'nothing is written when nothing changes')
  })

  t.test('changes of ours at the same time do not take each other’s tags away', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const id = seed.ticket({ tags: ['first'] })
    const added = ['a', 'b', 'c', 'd', 'e']
    await Promise.all(added.map(async (tag) => got(await helpdesk.change(id, { addTags: [tag] }, lane))))
    t.same(look.tags(id).toSorted(), [...added, 'first'])
  })

  t.test('somebody else’s change in the meantime is a conflict, if that is asked for', async (t) => {
    const { helpdesk, seed, look, later } = await harness.open(t)
    const id = seed.ticket({ tags: ['first'], createdAgoMs: 60_000 })
    const { updatedAt } = there(got(await helpdesk.getTicket(id, lane)))
    const unchanged = got(await helpdesk.change(id, { priority: 'high', ifUnchangedSince: updatedAt }, lane))
    later(minutes)
    seed.edit(id, { tags: ['first', 'theirs'] })
    const writes = look.calls().writes
    const since = unchanged.ticket.updatedAt
    const outcome = await helpdesk.change(
      id,
      { addTags: ['ours'], status: 'solved', ifUnchangedSince: since },
      lane,
    )
    t.match(outcome, { effect: 'none', failure: { kind: 'conflict' } })
    t.equal(look.status(id), 'open')
    if (helpdesk.capabilities.ifUnchanged === 'read') t.equal(look.calls().writes, writes)
    got(await helpdesk.change(id, { addTags: ['ours'] }, lane))
    t.same(look.tags(id).toSorted(), ['first', 'ours', 'theirs'])
  })

  t.test('a change between our look and our write is seen by vendors that check', async (t) => {
    const { helpdesk, seed, faults, look, later } = await harness.open(t)
    if (helpdesk.capabilities.ifUnchanged !== 'vendor' || faults === null) return
    const id = seed.ticket({ tags: ['first'] })
    const { updatedAt } = there(got(await helpdesk.getTicket(id, lane)))
    later(minutes)
    faults.beforeNextWrite(() => seed.edit(id, { tags: ['first', 'theirs'] }))
    const edit = { addTags: ['ours'], ifUnchangedSince: updatedAt }
    t.match(await helpdesk.change(id, edit, lane), { effect: 'none', failure: { kind: 'conflict' } })
    t.same(look.tags(id).toSorted(), ['first', 'theirs'])
  })

  t.test('large ids stay as they are', async (t) => {
    const { helpdesk, seed, account } = await harness.open(t)
    const id = seed.ticket({ agent: account.agents.ana.id, group: account.groups.billing.id })
    const ticket = there(got(await helpdesk.getTicket(id, lane)))
    t.match(ticket, { id, agentId: account.agents.ana.id, groupId: account.groups.billing.id })
    const note = got(await helpdesk.note(id, { html: 'x' }, lane)).message
    t.equal(typeof note.id, 'string')
    t.match(got(await helpdesk.findPerson({ id: there(ticket.requesterId) }, lane)), {
      id: ticket.requesterId,
    })
  })
}
