/** An object of which nothing is known. */
export type Loose = Readonly<Record<string, unknown>>

export const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An own value by its name, however it is spelt: `ticket_id`, `ticketId`, `Ticket ID`. */
export const looseValue = (body: Loose, name: string): unknown => {
  const key = Object.keys(body).find((each) => each.toLowerCase().replace(/[^a-z]/g, '') === name)
  return key === undefined ? undefined : body[key]
}

/** A ticket's id in digits, without the `#` that people write before it; null: this is none. Ids of both vendors fit 64 bits. */
export const readTicketId = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null
  return typeof value === 'string' ? (/^\s*#?([1-9]\d{0,18})\s*$/.exec(value)?.[1] ?? null) : null
}

const readAddress = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 2048
    ? (/^https?:\/\/[^?#]*\/tickets\/([1-9]\d{0,18})(?:[/?#]|$)/.exec(value)?.[1] ?? null)
    : null

/**
 * The ticket that a body is about: what is called so (`ticket_id`) before what is called `id`, inside of `freshdesk_webhook`, `ticket` or
 * the body itself; at last from the ticket's address. Null: it does not say.
 */
export const findTicketId = (body: Loose): string | null => {
  const within = ['freshdeskwebhook', 'ticket', 'detail']
    .map((name) => looseValue(body, name))
    .filter(isLoose)
  const places = [body, ...within]
  for (const name of ['ticketid', 'ticket', 'id'])
    for (const place of name === 'id' ? [...within, body] : places) {
      const id = readTicketId(looseValue(place, name))
      if (id !== null) return id
    }
  for (const name of ['ticketurl', 'url'])
    for (const place of places) {
      const id = readAddress(looseValue(place, name))
      if (id !== null) return id
    }
  return null
}
