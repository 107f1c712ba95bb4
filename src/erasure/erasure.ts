/** The door of erasing a person: types only. Everything may throw `LedgerUnavailable`; what was done by then stays done, and a repeat goes on. */
export interface Erasure {
  /** Safe to repeat, and beside a running service. `by`: as in the history of hand-offs. */
  erase(person: Person, by: string): Promise<Erased>
}

/** One of both. */
export interface Person {
  email: string | null
  phone: string | null
}

/** How much there was. */
export interface Erased {
  /** Blanked; open ones are dismissed. */
  handoffs: number
  /** Taken from the list of tickets. */
  tickets: number
  drafts: number
  /** Replies and notes of agents whose texts were blanked. */
  replies: number
  /** How many of them were not known to be out, and will not be sent (again). */
  takenBack: number
  /** Calls of language models. */
  calls: number
  /** Entries of knowledge that were made of tickets. */
  knowledge: number
}
