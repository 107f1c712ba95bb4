/**
 * The store of drafts did not answer: nothing was changed. `remedy` is one plain sentence for the person who runs the machine.
 */
export class AssistUnavailable extends Error {
  override readonly name = 'AssistUnavailable'
  readonly code: string

  constructor(code: string, remedy: string, options?: { cause?: unknown }) {
    super(`Drafts are unavailable (${code}): ${remedy}`, options)
    this.code = code
  }
}
