import t from 'tap'
import { decideRetry } from '../../../src/classify/encoders/decide-retry.ts'

const answered = (statusCode: number, responseHeaders?: Record<string, string>) =>
  Object.assign(new Error('no'), { statusCode, responseHeaders })

t.test('asks again after what passes', async (t) => {
  for (const error of [new Error('fetch failed'), answered(429), answered(503), 'odd'])
    t.equal(decideRetry(error, 1, 1), 1000)
  for (const status of [200, 400, 401, 404, 422]) t.equal(decideRetry(answered(status), 1, 1), null)
})

t.test('waits twice as long each time, a minute at most, and not all at the same time', async (t) => {
  t.same(
    [1, 2, 3, 10].map((failures) => decideRetry(answered(503), failures, 1)),
    [1000, 2000, 4000, 60_000],
  )
  t.equal(decideRetry(answered(503), 3, 0), 2000)
})

t.test('keeps to what the server asks for, up to a minute', async (t) => {
  t.equal(decideRetry(answered(429, { 'retry-after': '7' }), 1, 1), 7000)
  t.equal(decideRetry(answered(429, { 'retry-after': '86400' }), 1, 1), 60_000)
  for (const odd of ['soon', '-1', 'Fri, 21 Nov 2026 11:00:00 GMT'])
    t.equal(decideRetry(answered(429, { 'retry-after': odd }), 1, 1), 1000)
})
