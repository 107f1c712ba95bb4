/**
 * The store of triage cannot be reached or is busy; nothing was changed. `remedy` is one plain sentence for the person who runs the
 * machine. What is a defect of ours is thrown as it is.
 */
export class TriageUnavailable extends Error {
  override readonly name = 'TriageUnavailable'
  readonly code: string
  readonly remedy: string

  constructor(code: string, remedy: string, options?: { cause?: unknown }) {
    super(`What triage remembers cannot be reached (${code}): ${remedy}`, options)
    this.code = code
    this.remedy = remedy
  }
}
