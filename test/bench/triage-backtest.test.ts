// A tiny round of `npm run bench -- triage-backtest`: that it counts is proved here, what it counts there.
import t from 'tap'
import { measureBacktest } from '../../bench/triage-backtest.ts'
import { makeTickets } from '../training/make-tickets.ts'

const hourMs = 3_600_000
const began = Date.UTC(2026, 9, 1)

const rows = (each: number) =>
  makeTickets(each, (kind) => ({ labels: { category: kind } }))
    .map((ticket, place) => ({ ticket, turn: (place % each) * 3 + Math.floor(place / each) }))
    .sort((one, other) => one.turn - other.turn)
    .map(({ ticket: { body, labels }, turn }) => ({
      id: turn + 1,
      subject: '',
      text: body,
      label: turn % 9 === 4 ? 'orders' : (labels.category ?? ''),
      family: null,
      createdAt: began + turn * hourMs,
      resolvedAt: began + (turn + 1) * hourMs,
    }))

t.test('what a backtest reports is what the labels of its tickets say', async (t) => {
  const set = { name: 'tiny', place: 'file' as const, past: rows(20), future: rows(10) }
  const { precision, coverage, worstCategory, expectedCoverage } = await measureBacktest(set, { blocks: 2 })
  t.equal(precision.reported, precision.counted)
  t.equal(coverage.reported, coverage.counted)
  t.ok(coverage.counted > 0.3, `${coverage.counted}`)
  t.equal(worstCategory, 0)
  t.equal(expectedCoverage.of, 30)
})
