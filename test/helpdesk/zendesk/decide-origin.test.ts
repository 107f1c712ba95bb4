import t from 'tap'
import type { ZendeskAudit } from '../../../schemas/zendesk/audit.ts'
import { decideOrigin, type OriginFacts } from '../../../src/helpdesk/zendesk/desk/decide-origin.ts'

const [us, ana, marta] = [1, 2, 3]

const audit = (more: Partial<ZendeskAudit> = {}, event: Partial<ZendeskAudit['events'][number]> = {}) => ({
  ...{ id: 1, author_id: ana, created_at: null, via: { channel: 'web' } },
  events: [{ type: 'Change', field_name: 'group_id', value: '7', via: null, ...event }],
  ...more,
})

const facts = (audits: ZendeskAudit[], more: Partial<OriginFacts> = {}): OriginFacts => ({
  ...{ field: 'group_id', value: 7, audits, requesterId: marta, ourId: us, requesterMayBeAgent: false },
  ...more,
})
const byRule = { channel: 'rule' }

const cases: [what: string, given: OriginFacts, origin: string][] = [
  ['no value', facts([audit()], { value: null }), 'empty'],
  ['an agent', facts([audit()]), 'person'],
  ['our agent', facts([audit({ author_id: us })]), 'ours'],
  ['an automation', facts([audit({ author_id: -1, via: byRule })]), 'rule'],
  ['a trigger that our own change set off', facts([audit({ author_id: us }, { via: byRule })]), 'rule'],
  ['the system itself', facts([audit({ author_id: -1 })]), 'rule'],
  ['no history', facts([]), 'unknown'],
  ['a history of other fields', facts([audit({}, { field_name: 'priority' })]), 'unknown'],
  ['a later value than the ticket had', facts([audit({}, { value: '8' })]), 'unknown'],
  ['taken off and put back unseen', facts([audit({}, { value: null })]), 'unknown'],
  ['a step without an author', facts([audit({ author_id: null })]), 'unknown'],
  ['not knowing who we are', facts([audit()], { ourId: null }), 'unknown'],
  ['a mere comment', facts([audit({}, { type: 'Comment', field_name: null })]), 'unknown'],
  ['the newest of several', facts([audit({ id: 2 }), audit({ author_id: us })]), 'person'],
  [
    'the last of one step',
    facts([
      audit({
        events: [
          { type: 'Create', field_name: 'group_id', value: '5', via: null },
          { type: 'Change', field_name: 'group_id', value: '7', via: byRule },
        ],
      }),
    ]),
    'rule',
  ],
  ['what a customer’s mail began with', facts([audit({ author_id: marta }, { type: 'Create' })]), 'default'],
  ['a customer who changes it later', facts([audit({ author_id: marta })]), 'person'],
  [
    'an agent who writes for himself',
    facts([audit({ author_id: marta }, { type: 'Create' })], { requesterMayBeAgent: true }),
    'person',
  ],
  [
    'a priority that the customer chose',
    facts([audit({ author_id: marta }, { type: 'Create', field_name: 'priority', value: 'high' })], {
      field: 'priority',
      value: 'high',
    }),
    'person',
  ],
]

for (const [what, given, origin] of cases) {
  t.test(`${what}: ${origin}`, async (t) => t.equal(decideOrigin(given), origin))
}
