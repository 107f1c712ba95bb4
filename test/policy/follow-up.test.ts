import t from 'tap'
import { calendarSchema } from '../../schemas/policy.ts'
import { createCalendar } from '../../src/policy/create-calendar.ts'
import { afterOpenTime, escalationDue } from '../../src/policy/escalation-due.ts'
import { renderLater } from '../../src/policy/render-later.ts'
import { makeStep } from '../bridge/escalations/make-step.ts'
import { evaluate, faultsOf, makeFacts } from './facts.ts'

const office = calendarSchema.parse({
  timeZone: 'America/Montevideo',
  hours: { 'mon-fri': ['09:00-13:00', '14:00-18:00'] },
  holidays: ['2026-11-24'],
})
const hour = 3_600_000
/** The office's local time, which is UTC-3 all year. */
const local = (text: string): number => Date.parse(`2026-11-${text}:00-03:00`)

t.test('open time is counted across breaks, nights, weekends and holidays', async (t) => {
  const calendar = createCalendar('office', office)
  const due = (from: string, hours: number) =>
    new Date(afterOpenTime(calendar, local(from), hours * hour)).toISOString()
  const at = (text: string) => new Date(local(text)).toISOString()
  t.equal(due('19T09:00', 2), at('19T11:00'))
  t.equal(due('19T09:07', 2), at('19T11:07'))
  t.equal(due('19T12:30', 1), at('19T14:30'), 'over the break')
  t.equal(due('19T17:10', 2), at('20T10:10'), 'over the night')
  t.equal(due('20T17:00', 2), at('23T10:00'), 'over the weekend')
  t.equal(due('23T17:00', 2), at('25T10:00'), 'over a holiday')
  t.equal(due('21T10:00', 8), at('23T18:00'), 'from a closed day to the end of one')
  t.equal(due('19T04:40', 0.5), at('19T09:30'), 'from the night')
  const never = createCalendar('never', calendarSchema.parse({ timeZone: 'UTC', hours: {} }))
  t.equal(afterOpenTime(never, 0, hour), 90 * 24 * hour, 'what never opens does not wait for ever')
})

t.test('an escalation counts all hours, or those of its calendar', async (t) => {
  const from = local('20T17:00')
  t.equal(escalationDue(makeStep({ after: 2 * hour }), from), from + 2 * hour)
  const within = { name: 'office', calendar: office }
  t.equal(escalationDue(makeStep({ after: 2 * hour, within }), from), local('23T10:00'))
})

t.test('acknowledgements and escalations come with what they need, templates as their sources', async (t) => {
  const { outcome } = evaluate(`
mode: all
calendars: { office: { timeZone: UTC, hours: { mon: 09:00-10:00 } } }
rules:
  - name: first
    then:
      acknowledge: "{{ handoff.name }}: {{ ticket.id }}"
      escalate: { after: 4h, within: office, group: Lead, note: "{{ ticket.url }}" }
  - name: second
    then:
      acknowledge: "Number {{ ticket.id }}"
      escalate:
        - { after: 1d, unless: solved, priority: urgent }
        - { after: 2d, agent: eva@example.com, addTags: [late] }
`)
  t.equal(outcome.acknowledge, 'Number {{ ticket.id }}', 'the later one')
  t.match(outcome.escalate, [
    {
      rule: 'first',
      after: 4 * hour,
      within: { name: 'office', calendar: { timeZone: 'UTC' } },
      unless: ['answered', 'solved'],
      group: 'Lead',
      note: '{{ ticket.url }}',
    },
    { rule: 'second', after: 24 * hour, within: null, unless: ['solved'], priority: 'urgent' },
    { rule: 'second', agent: 'eva@example.com', addTags: ['late'] },
  ])
})

t.test('what is wrong with them is told with its place', async (t) => {
  const faults = faultsOf(`
rules:
  - name: a
    then:
      note: "{{ ticket.id }}"
      acknowledge: "{{ ticket.nr }}"
      escalate:
        - { after: 4h, within: ofice, note: "{{ nobody }}" }
`).map(([, path, message]) => `${path}: ${message}`)
  t.match(faults.sort(), [
    /^rules\[0\].then.acknowledge: There is no variable `ticket.nr`/,
    /^rules\[0\].then.escalate\[0\].note: There is no variable `nobody`/,
    /^rules\[0\].then.escalate\[0\].within: There is no calendar `ofice`/,
    /^rules\[0\].then.note: There is no variable `ticket.id`/,
  ])
  t.match(faultsOf('rules: [{ name: a, then: { escalate: { after: 90d } } }]'), [[1, /after/, /1s to 60d/]])
})

t.test('a text for the bot is made of the hand-off and the ticket', async (t) => {
  const render = (source: string) => renderLater(source, makeFacts(), { id: '9007199254740993', url: null })
  t.same(render('{{ handoff.name }}: {{ ticket.id }}{{ ticket.url }}'), {
    ok: true,
    text: 'Ana: 9007199254740993',
  })
  t.match(render('{% for a in (1..100000000) %}{{ a }}{% endfor %}'), { ok: false })
  t.match(render('{{ gone }}'), { ok: false, message: /no variable/ })
})
