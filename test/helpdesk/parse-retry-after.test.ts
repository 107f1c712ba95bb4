import t from 'tap'
import { longestRetryAfterMs, parseRetryAfter } from '../../src/helpdesk/parse-retry-after.ts'

const now = Date.UTC(2026, 0, 1, 12)

t.test('reads seconds, dates, and nothing else', async (t) => {
  const cases: [string | string[] | undefined, number | null][] = [
    ['7', 7_000],
    [' 30 ', 30_000],
    ['1.5', 1_500],
    ['0', 1_000],
    [['12', '90'], 12_000],
    ['999999999', longestRetryAfterMs],
    ['Thu, 01 Jan 2026 12:00:20 GMT', 20_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 1_000],
    ['Thu, 01 Jan 2099 11:00:00 GMT', longestRetryAfterMs],
    ['Thursday, 01-Jan-26 12:00:20 GMT', 20_000],
    ['soon', null],
    ['-5', null],
    ['7 apples', null],
    ['Mon, nonsense', null],
    ['', null],
    [[], null],
    [undefined, null],
  ]
  for (const [header, expected] of cases) t.equal(parseRetryAfter(header, now), expected, String(header))
})
