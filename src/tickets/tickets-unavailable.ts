/**
 * The store that guards writes against doubles did not answer, or the help desks are still being loaded (`starting`): nothing was
 * sent. `remedy` is one plain sentence for the person who
 * runs the machine.
 */
export class TicketsUnavailable extends Error {
  override readonly name = 'TicketsUnavailable'
  readonly code: string

  constructor(code: string, remedy: string, options?: { cause?: unknown }) {
    super(`Ticket operations are unavailable (${code}): ${remedy}`, options)
    this.code = code
  }
}
