/**
 * The store of the list of tickets cannot be reached or is busy; nothing was changed. `remedy` is one plain sentence for the person who
 * runs the machine. What is a defect of ours is thrown as it is.
 */
export class InboxUnavailable extends Error {
  override readonly name = 'InboxUnavailable'
  readonly code: string
  readonly remedy: string

  constructor(code: string, remedy: string, options?: { cause?: unknown }) {
    super(`The list of tickets cannot be reached (${code}): ${remedy}`, options)
    this.code = code
    this.remedy = remedy
  }
}
