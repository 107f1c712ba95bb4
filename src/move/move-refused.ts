export type MoveRefusal =
  /** The command needs something that is not there, or was used where there is nothing to do. */
  | 'no-source'
  | 'moved-already'
  | 'target-not-empty'
  | 'target-in-use'
  /** Another run moves the same folder at this moment. */
  | 'under-way'
  /** Somebody else moves into the same target, from a copy of the folder. */
  | 'taken-over'
  /** The two sides are not the same. Nothing was handed over; the source goes on being the one to serve. */
  | 'differs'
  | 'changed-since'

/** The move cannot be made, or must not. The message says why and what to do. Nothing is lost by it, and nothing was decided. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused'
  readonly code: MoveRefusal

  constructor(code: MoveRefusal, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
