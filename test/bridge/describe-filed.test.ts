import t from 'tap'
import { describeFiled } from '../../src/bridge/describe-filed.ts'
import { makeClassification } from './make-handoff.ts'

const classification = makeClassification({
  category: 'billing',
  decidedBy: 'model',
  type: 'Question',
  group: 'Billing',
  tags: ['Billing', 'a,b'],
})
const whole = {
  decidedBy: 'model',
  category: 'billing',
  type: 'Question',
  group: 'Billing',
  tags: ['Billing', 'a b'],
}

t.test('tells what a classification left in the ticket, without our own tag', async (t) => {
  t.same(describeFiled(classification, null, []), whole)
  t.same(describeFiled(classification, { type: null, group: null }, [{ field: 'cf_x' }]), whole)
})

t.test('leaves out what a rule of the company has put there instead', async (t) => {
  t.same(describeFiled(classification, { type: 'Incident', group: null }, []), { ...whole, type: null })
  t.same(describeFiled(classification, { type: null, group: 'Lead' }, []), { ...whole, group: null })
})

t.test('leaves out what the help desk did not take', async (t) => {
  const without = (field: string) => describeFiled(classification, null, [{ field }])
  for (const field of ['type', 'ticket_type', 'tickettype']) t.same(without(field), { ...whole, type: null })
  for (const field of ['group', 'group_id']) t.same(without(field), { ...whole, group: null })
  t.same(without('tags'), { ...whole, tags: [] })
})

t.test('tells nothing where nobody had decided', async (t) => {
  t.equal(describeFiled({ ...classification, category: null, decidedBy: 'none' }, null, []), null)
})
