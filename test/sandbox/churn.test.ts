import t from 'tap'
import { type ChurnStep, churnKinds, createChurn } from '../../src/sandbox/churn.ts'
import { openBoth } from './both-vendors.ts'

const run = (seed: number, steps: number) =>
  openBoth().map(({ sandbox, clock, types, look }) => {
    const churn = createChurn({ people: sandbox.people, seed, groups: ['Billing', 'Orders'], types })
    const happened: ChurnStep[] = []
    for (let step = 0; step < steps; step++) {
      happened.push(churn.step())
      clock.advance(1_000)
    }
    return { happened, churn, look, tickets: sandbox.account.tickets }
  })

t.test('the same happens at either vendor, and again from the same seed', async (t) => {
  const [freshdesk, zendesk] = run(7, 600)
  const [again] = run(7, 600)
  const [other] = run(8, 600)
  t.same(freshdesk?.happened, zendesk?.happened)
  t.same(freshdesk?.happened, again?.happened)
  t.notSame(freshdesk?.happened, other?.happened)
  t.same(new Set(freshdesk?.happened.map(({ kind }) => kind)), new Set(churnKinds), 'everything happens')
})

t.test('what is left is what happened', async (t) => {
  for (const { happened, churn, look, tickets } of run(11, 400)) {
    const of = (kind: ChurnStep['kind']) =>
      happened.filter((step) => step.kind === kind).map(({ ticketId }) => ticketId)
    t.equal(tickets.size, of('created').length)
    for (const id of of('deleted')) t.equal(look(id).isDeleted, true)
    for (const id of of('merged')) t.equal(look(id).status, 'closed')
    t.equal(churn.living.length, of('created').length - of('deleted').length - of('merged').length)
    for (const id of churn.living) t.match(look(id).status, /^(open|pending|solved)$/)
  }
})

t.test('kinds come as often as is asked, and new tickets when there is none to change', async (t) => {
  const [opened] = openBoth()
  if (opened === undefined) throw new Error('There is no sandbox')
  const { sandbox } = opened
  const none = Object.fromEntries(churnKinds.map((kind) => [kind, 0]))
  const write = (_: () => number, number: number) => ({
    email: 'marta@example.com',
    subject: `Subject ${number}`,
    text: 'x',
  })
  const weights = { ...none, solved: 1 }
  const churn = createChurn({ people: sandbox.people, seed: 1, groups: [], weights, write })
  t.same(
    [churn.step(), churn.step(), churn.step()].map(({ kind }) => kind),
    ['created', 'solved', 'created'],
  )
  t.equal(sandbox.account.tickets.get(2)?.subject, 'Subject 2')
})
