import t from 'tap'
import { calendarSchema } from '../../schemas/policy.ts'
import { createCalendar } from '../../src/policy/create-calendar.ts'
import { evaluate, makeFacts } from './facts.ts'

const calendar = (config: object) => {
  const made = createCalendar('office', calendarSchema.parse(config))
  return (time: string) => made.at(Date.parse(time))
}

t.test('hours are those of the clock on the wall, also in the nights of change', async (t) => {
  const at = calendar({ timeZone: 'Europe/Madrid', hours: { 'mon-sun': '02:30-03:30' } })
  t.equal(at('2026-03-28T01:29:00Z').open, false, '02:29 in winter')
  t.equal(at('2026-03-28T01:30:00Z').open, true, '02:30')
  t.equal(at('2026-03-28T02:29:59Z').open, true)
  t.equal(at('2026-03-28T02:30:00Z').open, false, 'the end is outside')
  t.equal(at('2026-03-29T00:59:59Z').open, false, '01:59, and then it is 03:00')
  t.match(at('2026-03-29T01:00:00Z'), { open: true, local: 'sun 2026-03-29 03:00 Europe/Madrid' })
  t.equal(at('2026-03-29T01:30:00Z').open, false, '03:30')
  t.equal(at('2026-10-25T00:30:00Z').open, true, '02:30 for the first time')
  t.equal(at('2026-10-25T01:29:00Z').open, false, '02:29 for the second time')
  t.equal(at('2026-10-25T01:30:00Z').open, true, '02:30 for the second time')
})

t.test('weekdays, several spans and days that go round', async (t) => {
  const at = calendar({
    timeZone: 'America/Montevideo',
    hours: { 'mon-fri': ['09:00-13:00', '14:00-18:00'], 'sat-sun': '10:00-24:00' },
  })
  t.equal(at('2026-11-18T11:59:00Z').open, false)
  t.equal(at('2026-11-18T12:00:00Z').open, true)
  t.equal(at('2026-11-18T16:30:00Z').open, false, 'lunch')
  t.equal(at('2026-11-18T20:59:00Z').open, true)
  t.equal(at('2026-11-21T21:00:00Z').open, true, 'Saturday')
  t.equal(at('2026-11-23T02:59:00Z').open, true, 'Sunday until midnight')
  t.equal(at('2026-11-23T03:00:00Z').open, false, 'Monday')
  const round = calendar({ timeZone: 'UTC', hours: { 'sat-mon': '00:00-24:00' } })
  t.same(
    ['20', '21', '22', '23', '24'].map((day) => round(`2026-11-${day}T12:00:00Z`).open),
    [false, true, true, true, false],
  )
})

t.test('a shift past midnight belongs to the day it begins on', async (t) => {
  const at = calendar({ timeZone: 'UTC', hours: { fri: '22:00-06:00' }, holidays: ['11-21', '2026-11-27'] })
  t.equal(at('2026-11-20T21:59:00Z').open, false)
  t.equal(at('2026-11-20T22:00:00Z').open, true)
  t.match(at('2026-11-21T05:59:00Z'), { open: true, holiday: true })
  t.equal(at('2026-11-21T06:00:00Z').open, false)
  t.equal(at('2026-11-27T23:00:00Z').open, false, 'it does not begin on a holiday')
  t.equal(at('2026-11-28T01:00:00Z').open, false)
})

t.test('holidays close, with a year or every year, and exceptions go before them', async (t) => {
  const at = calendar({
    timeZone: 'Asia/Kolkata',
    hours: { 'mon-sun': '09:00-18:00' },
    holidays: ['12-25', '2026-12-24', '02-29'],
    exceptions: { '2026-12-24': '09:00-12:00' },
  })
  t.match(at('2027-12-25T06:00:00Z'), { open: false, holiday: true })
  t.match(at('2026-12-25T06:00:00Z'), { open: false, holiday: true })
  t.match(at('2026-12-24T18:29:59Z'), { local: 'thu 2026-12-24 23:59 Asia/Kolkata' })
  t.match(at('2026-12-24T18:30:00Z'), { holiday: true }, 'midnight is where the office is')
  t.match(at('2026-12-24T06:00:00Z'), { open: true, holiday: false }, '11:30 of an exception')
  t.match(at('2026-12-24T07:00:00Z'), { open: false, holiday: false })
  t.match(at('2027-12-24T07:00:00Z'), { open: true, holiday: false })
  t.match(at('2028-02-29T07:00:00Z'), { holiday: true })
})

t.test('rules ask a calendar by name: open, closed, holiday', async (t) => {
  const text = (when: string) => `
calendars:
  office:
    timeZone: America/Montevideo
    hours: { mon-fri: 09:00-18:00 }
    holidays: [12-25]
rules:
  - { name: one, when: { ${when}: office }, then: { tags: [x] } }
`
  const at = (when: string, time: string) =>
    evaluate(text(when), makeFacts({ receivedAt: Date.parse(time) })).rules[0]
  t.match(at('open', '2026-11-18T15:00:00Z'), { kind: 'matched' })
  t.match(at('closed', '2026-11-18T15:00:00Z'), {
    kind: 'missed',
    miss: {
      condition: 'closed',
      wanted: 'office closed',
      saw: 'wed 2026-11-18 12:00 America/Montevideo, open',
    },
  })
  t.match(at('closed', '2026-11-18T21:00:00Z'), { kind: 'matched' })
  t.match(at('holiday', '2026-12-25T15:00:00Z'), { kind: 'matched' })
  t.match(at('open', '2026-12-25T15:00:00Z'), { miss: { saw: /closed, a holiday/ } })
  t.match(at('holiday', '2026-12-24T15:00:00Z'), { kind: 'missed' })
})
