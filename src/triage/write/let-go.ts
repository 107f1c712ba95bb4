/** Somebody else has the write of a ticket meanwhile: what is known here is out of date, and nothing may be done with it. */
export class LetGo extends Error {
  override readonly name = 'LetGo'

  constructor() {
    super('Somebody else has the write of this ticket.')
  }
}
