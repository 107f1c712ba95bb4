/** Why a training cannot be, or cannot go on; the code tells a command how to end. */
export type RefusalCode = 'usage' | 'not-found' | 'unusable' | 'busy' | 'later' | 'store' | 'stopped'

/** The message is for a person and says what to do. It quotes no text of a ticket. */
export class TrainingRefused extends Error {
  override readonly name = 'TrainingRefused'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
