/**
 * Keeps personal data in the house: types only. The same value gets the same token throughout one vault (`[EMAIL_1]`), whatever the
 * text; tokens are put back in what comes in. One vault for one draft: tokens of different tickets tell nothing about each other.
 */
export interface Vault {
  /** The text with every piece of personal data replaced. */
  mask(text: string): string
  /** Tokens of this vault become their values again; a token that it never gave stays, and is told by `strange`. */
  unmask(text: string): string
  /** Tokens in a text that this vault never gave, such as a model's inventions. */
  strange(text: string): string[]
  /**
   * For text that comes in pieces: what of `piece` and what was held back can be told now. The beginning of a token is held back until
   * it is complete; `end` gives the rest.
   */
  unmaskPieces(): { take(piece: string): string; end(): string }
  /** What was masked, by kind, for telling people. */
  counts(): Partial<Record<PersonalKind, number>>
}

export type PersonalKind = 'name' | 'email' | 'phone' | 'id' | 'address' | 'card' | 'iban' | 'ip' | 'url'

/** A secret that must not leave at all. `sample`: its kind and place for people, never the secret. */
export interface SecretFinding {
  kind: 'password' | 'api-key' | 'private-key' | 'token' | 'code'
  /** In which message, counted from 1; 0: the instruction or the agent's own text. */
  message: number
}
