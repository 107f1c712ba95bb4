/** What can be had of a body that is no JSON, because a quotation mark or a line break in a mapped text broke it. */
export interface BrokenEvent {
  ticketId: string | null
  triggeredEvent: string | null
}

// Only where a field can begin and its value end: what a customer wrote into the subject could hold anything else. It could hold this as
// well, so the first counts; and all that comes of a wrong one is that some ticket is read again. Blanks are counted, because a text of
// blanks alone would else be looked through once for each of them.
const named =
  /(?:^|[{,\n])\s{0,20}["']?ticket[_ -]?id["']?\s{0,20}[:=]\s{0,20}["']?#?([1-9]\d{0,18})["']?\s{0,20}(?=[,}\n]|$)/i
const called =
  /(?:^|[{,\n])\s{0,20}["']id["']\s{0,20}:\s{0,20}["']?#?([1-9]\d{0,18})["']?\s{0,20}(?=[,}\n]|$)/i
const toldBy = /["']triggered[_ -]?event["']\s{0,20}:\s{0,20}["'](?=\{)/i
const told = /^(\{[^"]*\})["']\s{0,20}(?:[,}\n]|$)/
const longestEvent = 5000

/** Reads ticket and triggered event by their places in the text, in a time that grows with its length only. */
export const readBrokenEvent = (text: string): BrokenEvent => {
  const begun = toldBy.exec(text)
  const event = begun === null ? '' : text.slice(begun.index + begun[0].length).slice(0, longestEvent)
  return {
    ticketId: (named.exec(text) ?? called.exec(text))?.[1] ?? null,
    triggeredEvent: told.exec(event)?.[1] ?? null,
  }
}
