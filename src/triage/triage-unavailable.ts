/** The store of triage cannot be reached or is busy; nothing was changed. What is a defect of ours is thrown as it is. */
export class TriageUnavailable extends Error {
  override readonly name = 'TriageUnavailable'
  readonly code: string

  constructor(code: string, cause: unknown) {
    super(`What triage remembers cannot be reached (${code}).`, { cause })
    this.code = code
  }
}
