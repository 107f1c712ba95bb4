import t from 'tap'
import { reviewChanges } from '../../src/check/review-changes.ts'
import { reviewFields } from '../../src/check/review-fields.ts'
import { reviewModes } from '../../src/check/review-modes.ts'
import type { Read } from '../../src/helpdesk/outcome.ts'

const forbidden: Read<never> = {
  ok: false,
  failure: { kind: 'forbidden', message: 'no', status: 403, code: null },
}
const away: Read<never> = {
  ok: false,
  failure: { kind: 'unavailable', message: 'no', status: null, code: null },
}

t.test('whether changes can be listed', async (t) => {
  const listed = { ok: true as const, value: { tickets: [], next: 'x', atEnd: true } }
  t.match(reviewChanges('main', 'freshdesk', listed), { status: 'ok', remedy: null })
  t.match(reviewChanges('main', 'zendesk', forbidden), {
    status: 'warn',
    detail: /nothing is triaged: no$/,
    remedy: /administrator: Zendesk exports changes to nobody else/,
  })
  t.match(reviewChanges('main', 'freshdesk', forbidden).remedy, /a role that may view/)
  t.match(reviewChanges('main', 'zendesk', away).remedy, /ZENDESK_SUBDOMAIN/)
  t.match(reviewChanges('main', 'files', null), { status: 'warn', remedy: /triage\.helpdesks/ })
})

t.test('what is written without having been measured', async (t) => {
  t.same(reviewModes('main', { applied: [], unmeasured: [] }), [])
  t.match(reviewModes('main', { applied: ['billing'], unmeasured: [] }), [
    { status: 'ok', detail: 'written: billing' },
  ])
  t.match(reviewModes('main', { applied: ['billing', 'sales'], unmeasured: ['sales'] }), [
    { status: 'warn', detail: /alone: sales$/, remedy: /relevo triage backtest/ },
  ])
})

t.test('the group of triage must be one of the account', async (t) => {
  const schema = { fields: [], types: [], statuses: [], groups: ['Soporte'] }
  const review = (triageGroup: string | undefined, groups = schema.groups) =>
    reviewFields({
      name: 'main',
      schema: { ...schema, groups },
      required: {},
      categories: {},
      sources: [],
      triageGroup,
    }).map(({ name, status }) => `${status} ${name}`)
  t.same(review('Nadie'), ['warn main: triage.group'])
  t.same(review('soporte'), ['ok main: ticket fields'])
  t.same(review(undefined), ['ok main: ticket fields'])
  t.same(review('Nadie', []), ['ok main: ticket fields'], 'groups cannot be read')
})
