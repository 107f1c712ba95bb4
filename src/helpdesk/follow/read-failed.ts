import type { Failure } from '../outcome.ts'

/** The help desk could not be read; nothing was stored, and the same is read again. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(`The help desk could not be read (${failure.kind}).`)
    this.failure = failure
  }
}
