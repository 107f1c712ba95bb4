import t from 'tap'
import { PerTicketMap } from '../../src/sandbox/per-ticket-map.ts'

t.test(
  'what is of one ticket is found in the order in which it came, and goes when it is taken away',
  async (t) => {
    const map = new PerTicketMap<{ ticketId: number; text: string }>()
    map
      .set(3, { ticketId: 1, text: 'a' })
      .set(1, { ticketId: 1, text: 'b' })
      .set(2, { ticketId: 2, text: 'c' })
    const of = (ticketId: number) => map.of(ticketId).map(({ text }) => text)
    t.same([of(1), of(2), of(3)], [['a', 'b'], ['c'], []])
    map.set(3, { ticketId: 1, text: 'a again' })
    t.same(of(1), ['a again', 'b'])
    t.equal(map.delete(3), true)
    t.equal(map.delete(3), false)
    t.same(of(1), ['b'])
    map.clear()
    t.same([of(1), map.size], [[], 0])
  },
)
