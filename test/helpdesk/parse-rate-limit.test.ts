import t from 'tap'
import { parseRateLimit } from '../../src/helpdesk/parse-rate-limit.ts'

t.test('reads the headers whatever their casing, as numbers', async (t) => {
  t.same(parseRateLimit({ 'X-RateLimit-Total': '700', 'x-ratelimit-remaining': '0' }), {
    total: 700,
    remaining: 0,
  })
  t.same(parseRateLimit({ 'X-Ratelimit-Total': '100.0', 'X-RATELIMIT-REMAINING': ['99.9'] }), {
    total: 100,
    remaining: 99,
  })
})

t.test("reads Zendesk's spellings, old and new", async (t) => {
  t.same(parseRateLimit({ 'X-Rate-Limit': '400', 'X-Rate-Limit-Remaining': '399' }), {
    total: 400,
    remaining: 399,
  })
  t.same(parseRateLimit({ 'ratelimit-limit': '700', 'ratelimit-remaining': '1', 'ratelimit-reset': '9' }), {
    total: 700,
    remaining: 1,
  })
  // The limit of one endpoint is not the account's.
  t.same(parseRateLimit({ 'zendesk-ratelimit-tickets-index': 'total=100; remaining=99; resets=41' }), {
    total: null,
    remaining: null,
  })
})

t.test('takes what is no number for absent', async (t) => {
  t.same(parseRateLimit({}), { total: null, remaining: null })
  t.same(parseRateLimit({ 'x-ratelimit-total': 'many', 'x-ratelimit-remaining': '-1' }), {
    total: null,
    remaining: null,
  })
})
