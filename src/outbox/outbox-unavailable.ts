/**
 * The store of what agents send cannot be reached or is busy; nothing was changed. `remedy` is one plain sentence for the person who
 * runs the machine.
 */
export class OutboxUnavailable extends Error {
  override readonly name = 'OutboxUnavailable'
  readonly code: string
  readonly remedy: string

  constructor(code: string, remedy: string, options?: { cause?: unknown }) {
    super(`What agents send cannot be reached (${code}): ${remedy}`, options)
    this.code = code
    this.remedy = remedy
  }
}
