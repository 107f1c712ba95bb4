import type { Replayed } from './replayed.ts'

/**
 * A replay ticket by ticket, for whoever wants to reckon the figures again: a line of JSON each, in the order in which they came in. No
 * text of a ticket is in it. Pure.
 */
export function* composeDump({ tickets }: Replayed): Generator<string> {
  for (const { prediction, block, threshold, isWritten } of tickets) {
    const { ticketId, at, category, confidence, decidedBy, model, truth } = prediction
    yield `${JSON.stringify({
      ticket: ticketId,
      at: new Date(at).toISOString(),
      block: block + 1,
      category,
      confidence,
      decided_by: decidedBy,
      model,
      truth,
      threshold,
      written: isWritten,
    })}\n`
  }
}
