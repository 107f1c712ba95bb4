/** What intake takes at most. What exceeds a limit of form goes to `extra`; what exceeds a limit of safety is refused. */
export const intakeLimits = {
  /** Levels of nesting in a body. */
  depth: 32,
  /**
   * Values in a body, lists and objects included: each costs work, and a megabyte can hold half a million. A conversation
   * of ten thousand lines has forty thousand.
   */
  values: 50_000,
  /** Names in a form body. */
  formPairs: 2000,
  /** Fields that Relevo does not know. */
  unknownFields: 200,
  /** Characters of a name, an id, a category and the like. */
  shortText: 500,
  /** Freshdesk refuses a tag above 32 characters. */
  tagLength: 32,
  tags: 30,
  attachments: 50,
  urlLength: 2048,
  /** Characters of an idempotency key (header). */
  keyLength: 255,
  /** Longest wait for a ticket that a request may ask for, in seconds. */
  waitSeconds: 25,
} as const
