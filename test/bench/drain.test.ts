// A short round of `npm run bench -- drain`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureDrain } from '../../bench/drain.ts'

t.test('a backlog drains within the limit, without a 429 and without idle calls', async (t) => {
  const figures = await measureDrain({ handoffs: 60, limit: 20, windowMs: 2000 })
  t.equal(figures.tickets, 60)
  t.ok(figures.callsPerTicket <= 1.2, `${figures.callsPerTicket} calls a ticket`)
  t.equal(figures.rateLimited, 0)
})
