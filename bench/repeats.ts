// Each hand-off is posted several times, all at once and again later: one ticket each.
import { countTickets, createWorld, post, waitUntilDrained } from './world.ts'

export interface RepeatFigures {
  handoffs: number
  posts: number
  acknowledged: number
  tickets: number
  lost: number
  duplicates: number
}

export const measureRepeats = async (options: {
  handoffs: number
  times: number
}): Promise<RepeatFigures> => {
  const world = await createWorld({
    sandbox: {
      limits: { total: 1_000_000, create: null, update: null, listTickets: null, listContacts: null },
    },
    settings: { perWindow: 1_000_000 },
  })
  try {
    const acknowledged = new Set<number>()
    let posts = 0
    const postAll = async (numbers: number[]) => {
      await Promise.all(
        numbers.map(async (number) => {
          posts += 1
          if ((await post(world.url(), number)) !== null) acknowledged.add(number)
        }),
      )
    }
    const numbers = Array.from({ length: options.handoffs }, (_, index) => index)
    for (let at = 0; at < numbers.length; at += 20) {
      const some = numbers.slice(at, at + 20)
      // All but one of the repeats at the same moment, the last after the ticket is (perhaps) made.
      await postAll(Array.from({ length: options.times - 1 }, () => some).flat())
      await postAll(some)
    }
    await waitUntilDrained(world.url, 60_000)
    await postAll(numbers)
    await waitUntilDrained(world.url, 60_000)
    const count = countTickets(world.sandbox, acknowledged)
    return {
      handoffs: options.handoffs,
      posts,
      acknowledged: acknowledged.size,
      tickets: count.tickets,
      lost: count.lost.length,
      duplicates: count.duplicated.length,
    }
  } finally {
    await world.close()
  }
}
