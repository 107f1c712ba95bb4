import t from 'tap'
import { defaultCategories } from '../../../src/classify/default-categories.ts'
import { cleanTickets } from '../../../src/training/clean/clean-tickets.ts'
import { chooseExamples } from '../../../src/training/targets/choose-examples.ts'
import { composeHints } from '../../../src/training/targets/compose-hints.ts'
import { pastTicket } from '../past-ticket.ts'

const letters = (count: number) => 'abcdefghij'.charAt(count % 10).repeat(3 + Math.floor(count / 10))
let written = 0
const filed = (count: number, labels: Record<string, string>) =>
  Array.from({ length: count }, () => {
    written += 1
    return pastTicket({ body: `text ${letters(written)}`, labels })
  })
const choose = (target: 'type' | 'priority', ...groups: ReturnType<typeof filed>[]) =>
  chooseExamples(cleanTickets(groups.flat()).tickets, target, { least: 5 })

t.test('a class with too few texts teaches the others what they are not', async (t) => {
  const chosen = choose(
    'type',
    filed(12, { type: 'Refund' }),
    filed(12, { type: 'Login' }),
    filed(2, { type: 'Press' }),
    filed(3, {}),
  )
  if ('kind' in chosen) throw new Error(chosen.kind)
  t.same(chosen.labels, ['Login', 'Refund'])
  t.equal(chosen.examples.filter(({ label }) => label === null).length, 2)
  t.equal(chosen.unlabelled.length, 3)
  t.same(chosen.dropped, [{ reason: 'rare-class', texts: 2 }])
  t.match(chosen.warnings, [{ code: 'rare', classes: [{ label: 'Press', texts: 2 }] }])
})

t.test('a rare priority is left out, as every text has one, and so is what is none of ours', async (t) => {
  const chosen = choose(
    'priority',
    filed(15, { priority: 'low' }),
    filed(15, { priority: 'high' }),
    filed(2, { priority: 'urgent' }),
    filed(4, { priority: 'P1' }),
  )
  if ('kind' in chosen) throw new Error(chosen.kind)
  t.equal(chosen.examples.length, 30)
  t.same(chosen.dropped, [
    { reason: 'not-a-priority', texts: 4 },
    { reason: 'rare-class', texts: 2 },
  ])
})

t.test('what cannot be learnt says why', async (t) => {
  t.match(choose('type', filed(30, {})), { kind: 'no-labels' })
  t.match(choose('type', filed(10, { type: 'a' }), filed(9, { type: 'b' })), { kind: 'few-texts', texts: 19 })
  t.match(choose('type', filed(30, { type: 'Question' })), { kind: 'one-class', label: 'Question' })
  t.match(choose('type', filed(30, { type: 'Question' }), filed(4, { type: 'Bug' })), { kind: 'all-rare' })
  t.match(choose('priority', filed(30, { priority: '3' })), { kind: 'no-priorities', values: ['3'] })
})

t.test('codes, and one class of nearly all, are warned about', async (t) => {
  const chosen = choose('type', filed(95, { type: '11' }), filed(5, { type: 'L2-04' }))
  if ('kind' in chosen) throw new Error(chosen.kind)
  t.match(chosen.warnings, [
    { code: 'coded', labels: ['11', 'L2-04'] },
    { code: 'dominated', label: '11', share: 0.95 },
  ])
})

t.test('hints are what classes are called; codes and priorities are called nothing', async (t) => {
  t.match(
    composeHints('category', ['billing'], defaultCategories)['billing'],
    /^Facturación Billing .* payments .* factura/,
  )
  t.same(composeHints('type', ['Refund_request', '11'], {}), { Refund_request: 'Refund request' })
  t.same(composeHints('priority', ['low', 'high'], {}), {})
})

t.test('a class that is called like a part of every object is a class like any other', async (t) => {
  const hints = composeHints('category', ['__proto__', 'constructor', 'toString'], defaultCategories)
  t.same(Object.entries(hints), [
    ['__proto__', ' proto '],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
  ])
})
