import t from 'tap'
import { decideAllowance } from '../../../src/helpdesk/budget/decide-allowance.ts'
import { decideRefusal } from '../../../src/helpdesk/budget/decide-refusal.ts'
import { limitsOfPlan, limitsOfTotal } from '../../../src/helpdesk/budget/plan-limits.ts'

t.test('allows the share, and gives way to what others use beyond the rest', async (t) => {
  const input = { total: 100, share: 0.8, headerTotal: 100, others: 0, part: 1 }
  t.same(decideAllowance(input), { credits: 80, floor: 0 })
  t.same(decideAllowance({ ...input, headerTotal: null, others: 90 }), { credits: 80, floor: 0 })
  t.same(decideAllowance({ ...input, others: 15 }), { credits: 80, floor: 2 })
  t.same(decideAllowance({ ...input, others: 50 }), { credits: 43, floor: 2 })
  t.same(decideAllowance({ ...input, others: 100 }), { credits: 4, floor: 2 })
  t.same(decideAllowance({ ...input, share: 1, others: 10 }), { credits: 87, floor: 0 })
  t.same(decideAllowance({ ...input, total: 1, share: 0.1 }), { credits: 1, floor: 0 })
})

t.test('tells the limit of an operation from the limit of the account', async (t) => {
  const input = { cost: 1, remaining: null, left: null, total: 100 }
  t.equal(decideRefusal({ ...input, remaining: 1 }), 'operation')
  t.equal(decideRefusal({ ...input, remaining: 0, left: 90 }), 'account')
  t.equal(decideRefusal({ ...input, cost: 3, remaining: 2 }), 'account')
  t.equal(decideRefusal(input), 'account')
  t.equal(decideRefusal({ ...input, left: 24 }), 'account')
  t.equal(decideRefusal({ ...input, left: 25 }), 'operation')
})

t.test('knows the documented plans, and recognises them by their total', async (t) => {
  t.equal(limitsOfPlan({ vendor: 'freshdesk' }).total, 50)
  t.same(limitsOfPlan({ vendor: 'freshdesk', plan: 'pro' }).operations, {
    create: 160,
    update: 160,
    'list-tickets': 100,
    'list-contacts': 100,
  })
  t.equal(limitsOfTotal('freshdesk', 700), limitsOfPlan({ vendor: 'freshdesk', plan: 'enterprise' }))
  t.equal(limitsOfTotal('freshdesk', 2000)?.operations.create, 800)
  t.equal(limitsOfTotal('freshdesk', 3000), null)
})

t.test("a vendor's plans are its own", async (t) => {
  t.same(limitsOfPlan({ vendor: 'zendesk' }), { total: 200, operations: { update: 100 } })
  t.equal(limitsOfPlan({ vendor: 'zendesk', plan: 'essential' }).total, 10)
  t.same(limitsOfTotal('zendesk', 700), { total: 700, operations: { update: 100 } })
  t.equal(limitsOfTotal('zendesk', 1000), null)
})
