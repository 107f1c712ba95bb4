/** The store did not take or give it. `remedy` is one plain sentence for the person who runs the machine. */
export class AccessUnavailable extends Error {
  override readonly name = 'AccessUnavailable'
  readonly code: string

  constructor(code: string, remedy: string, options?: { cause?: unknown }) {
    super(`Keys and audit trail are unavailable (${code}): ${remedy}`, options)
    this.code = code
  }
}
