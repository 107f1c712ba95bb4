/**
 * The store cannot be reached or is busy, so it is not certain that anything was switched. `remedy` is one plain sentence for the
 * person who runs the machine. What is a defect of ours is thrown as it is.
 */
export class SwitchesUnavailable extends Error {
  override readonly name = 'SwitchesUnavailable'
  readonly code: string
  readonly remedy: string

  constructor(code: string, remedy: string, options?: { cause?: unknown }) {
    super(`The switches cannot be reached (${code}): ${remedy}`, options)
    this.code = code
    this.remedy = remedy
  }
}
