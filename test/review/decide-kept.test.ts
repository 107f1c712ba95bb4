import t from 'tap'
import type { Filed, KeptOutcome } from '../../schemas/kept.ts'
import { decideKept, type SeenTicket } from '../../src/review/decide-kept.ts'
import { decideWhen } from '../../src/review/decide-when.ts'

const filed: Filed = {
  decidedBy: 'bot',
  category: 'billing',
  type: 'Question',
  group: 'Billing',
  tags: ['billing'],
}
const ticket: SeenTicket = { type: 'Question', groupId: '7', tags: ['relevo', 'billing'], deleted: false }
const account = {
  groupId: '7',
  categoryTags: { billing: ['billing'], access: ['access'], silent: [], fraud: ['billing', 'fraud'] },
}

const cases: Record<
  KeptOutcome,
  { what: string; filed?: Partial<Filed>; ticket?: Partial<SeenTicket> | null; groupId?: string | null }[]
> = {
  kept: [
    { what: 'everything is as it was' },
    { what: 'the type is written in another way', ticket: { type: ' QUESTION' } },
    { what: 'the type is emptied', ticket: { type: null } },
    { what: 'the group is emptied', ticket: { groupId: null } },
    { what: 'the tag is taken off, and nothing else is there instead', ticket: { tags: [] } },
    { what: 'the tag of another category stands beside it', ticket: { tags: ['billing', 'access'] } },
    { what: 'only the type was written', filed: { group: null, tags: [] }, groupId: null },
    { what: 'only the group was written', filed: { type: null, tags: [] }, ticket: { type: 'Incident' } },
    {
      what: 'only tags were written, and the rest was filled in',
      filed: { type: null, group: null },
      groupId: null,
      ticket: { type: 'Incident', groupId: '9' },
    },
    {
      what: 'the account knows the group no more',
      groupId: null,
      ticket: { groupId: '9' },
    },
    {
      what: 'the help desk writes the tag in its own way, and cuts it',
      filed: { type: null, group: null, tags: ['Facturación, pagos y otras cosas'] },
      groupId: null,
      ticket: { type: null, groupId: null, tags: ['facturación_pagos_y_otras_cosas'] },
    },
  ],
  changed: [
    { what: 'it has another type', ticket: { type: 'Incident' } },
    { what: 'it has another group', ticket: { groupId: '9' } },
    {
      what: 'its tag was replaced by that of another category',
      ticket: { tags: ['relevo', 'Access'] },
    },
    {
      what: 'both tags were replaced by that of another category',
      filed: { category: 'fraud', tags: ['billing', 'fraud'] },
      ticket: { tags: ['access'] },
    },
    {
      what: 'a tag that another category has too stayed, and the rest was exchanged',
      filed: { category: 'refund', tags: ['billing', 'refund'] },
      ticket: { tags: ['billing', 'fraud'] },
    },
  ],
  untold: [
    { what: 'the ticket is gone', ticket: null },
    { what: 'the ticket is deleted', ticket: { deleted: true } },
    { what: 'it was merged into another', ticket: { tags: ['billing', 'closed_by_merge'] } },
    { what: 'nothing was written', filed: { type: null, group: null, tags: [] }, groupId: null },
    { what: 'everything was emptied', ticket: { type: null, groupId: null, tags: [] } },
    {
      what: 'one of two tags was taken off',
      filed: { type: null, group: null, tags: ['billing', 'money'] },
      groupId: null,
    },
    {
      what: 'one of two tags was replaced',
      filed: { type: null, group: null, tags: ['billing', 'money'] },
      groupId: null,
      ticket: { tags: ['billing', 'access'] },
    },
    {
      what: 'it has the tags of a category that this one has too',
      filed: { category: 'fraud', type: null, group: null, tags: ['billing', 'fraud'] },
      groupId: null,
    },
  ],
}

for (const [outcome, all] of Object.entries(cases)) {
  t.test(`says ${outcome}`, async (t) => {
    for (const each of all) {
      const seen = each.ticket === null ? null : { ...ticket, ...each.ticket }
      const groupId = each.groupId === undefined ? account.groupId : each.groupId
      t.equal(decideKept({ ...filed, ...each.filed }, seen, { ...account, groupId }), outcome, each.what)
    }
  })
}

t.test('a change of one thing outweighs that the others were kept', async (t) => {
  t.equal(decideKept(filed, { ...ticket, type: 'Incident', groupId: '7' }, account), 'changed')
})

t.test('judges what is solved at once, and what is open after a week', async (t) => {
  const day = 86_400_000
  const open = { deliveredAt: 5, now: day }
  for (const status of ['open', 'pending', 'other'] as const)
    t.same(decideWhen(status, open), { kind: 'later', dueAt: 7 * day + 5 }, status)
  for (const status of ['solved', 'closed', null] as const)
    t.same(decideWhen(status, open), { kind: 'now' }, String(status))
  t.same(decideWhen('open', { deliveredAt: 5, now: 7 * day + 4 }), { kind: 'later', dueAt: 7 * day + 5 })
  t.same(decideWhen('open', { deliveredAt: 5, now: 7 * day + 5 }), { kind: 'now' })
})
