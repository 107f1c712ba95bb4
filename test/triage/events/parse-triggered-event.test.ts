import fc from 'fast-check'
import t from 'tap'
import { parseTriggeredEvent } from '../../../src/triage/events/parse-triggered-event.ts'

const brief = (event: unknown) =>
  parseTriggeredEvent(event).map(({ field, from, to }) => `${field}: ${from} > ${to}`)

t.test('one change, and several', async (t) => {
  t.same(parseTriggeredEvent('{status:{from:Open,to:Pending}}'), [
    { field: 'status', from: 'Open', to: 'Pending' },
  ])
  t.same(brief('{status:{from:Open,to:Pending},priority:{from:Low,to:Urgent}}'), [
    'status: Open > Pending',
    'priority: Low > Urgent',
  ])
  t.same(brief(' { group: {from:Shop, to:Returns}} '), ['group: Shop > Returns'])
})

t.test('labels hold commas, colons and braces', async (t) => {
  t.same(brief('{group:{from:Sales, North,to:Sales: South},status:{from:Open,to:Waiting on {us}}}'), [
    'group: Sales, North > Sales: South',
    'status: Open > Waiting on {us}',
  ])
  t.same(brief('{type:{from:{A},to:B}}}'), ['type: {A} > B}'])
  t.same(brief('{status:{from:to,to:from}}'), ['status: to > from'])
})

t.test('a field is known under each of its names, and none is no value', async (t) => {
  t.same(brief('{ticket_type:{from:--,to:Refund},group_id:{from:,to:7},ticket_status:{from:Open,to:null}}'), [
    'type: null > Refund',
    'group: null > 7',
    'status: Open > null',
  ])
})

t.test('what is nobody’s business, no change, or cannot be told is left out', async (t) => {
  t.same(brief('{subject:{from:My secret,to:My other secret},status:{from:Open,to:Closed}}'), [
    'status: Open > Closed',
  ])
  t.same(brief('{agent:{from:Ann,to:Bob}}'), [])
  t.same(brief('{ticket_action:created}'), [])
  t.same(brief('{status:{from:Open,to:Open}}'), [])
  t.same(brief('{group:{from:from,to:here,to:there}}'), [], 'two ways to read it')
  t.same(brief(`{type:{from:A,to:${'x'.repeat(201)}}}`), [], 'too long for a choice')
})

t.test('anything else holds no change', async (t) => {
  for (const event of ['', '{}', '{', '}', 'status', '{status:{from:Open}}', '{status:Open}', null, 7, {}])
    t.same(brief(event), [], JSON.stringify(event))
  t.same(brief(`{status:{from:${' '.repeat(5000)},to:Open}}`), [])
})

t.test('whatever labels there are, a change is read right or not at all', async () => {
  const label = fc
    .string({ unit: fc.constantFrom(...'ab,:{} to'), minLength: 1, maxLength: 12 })
    .filter((text) => text.trim() === text && text !== '')
  fc.assert(
    fc.property(label, label, fc.constantFrom('group', 'type', 'status'), (from, to, field) => {
      const read = parseTriggeredEvent(`{${field}:{from:${from},to:${to}}}`)
      return read.every((change) => change.field === field && change.from === from && change.to === to)
    }),
    { numRuns: 300 },
  )
})

t.test('noise does not throw', async () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', ',', 'a', 'from:', 'to:', ':', ' ') }),
      (text) => {
        parseTriggeredEvent(`{${text}}`)
      },
    ),
    { numRuns: 200 },
  )
})
