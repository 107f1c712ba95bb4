/** Tickets that came in one after the other, and are predicted with what was known when the first of them did. */
export interface Block {
  /** Places among all of them: from this one on, and up to before that one. */
  from: number
  to: number
  /** ms; nothing that came in or was resolved then or later is known to it. */
  beginsAt: number
}

/** With fewer there is nothing to learn the next block from. */
const leastTickets = 20

/**
 * Cuts what came in (ms, rising) into `blocks` parts of as many tickets each, fewer where there are too few tickets. What came in at the
 * same instant stays together, as nobody knows what came first; so all of one day may be one block. Pure; empty without tickets.
 */
export const chooseBlocks = (times: readonly number[], blocks: number): Block[] => {
  const count = Math.max(1, Math.min(blocks, Math.floor(times.length / leastTickets)))
  const begins = new Set<number>()
  for (let block = 0; block < count; block += 1) {
    let place = Math.round((block * times.length) / count)
    while (place > 0 && place < times.length && times[place] === times[place - 1]) place += 1
    if (place < times.length) begins.add(place)
  }
  const froms = [...begins].sort((one, other) => one - other)
  return froms.map((from, number) => ({
    from,
    to: froms[number + 1] ?? times.length,
    beginsAt: times[from] ?? 0,
  }))
}
