/**
 * What a ticket's text consists of, before it is HTML or plain text. Texts are raw: whoever renders them escapes them.
 * `quote` is what a person wrote; `conversation` is who said what; `footer` carries the hand-off's reference.
 */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'quote'; text: string }
  | { kind: 'remark'; text: string }
  | { kind: 'facts'; rows: Fact[] }
  | { kind: 'conversation'; lines: Spoken[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'footer'; text: string }

export interface Fact {
  label: string
  value: string
}

/** `at` is shown as it stands, null when unknown. */
export interface Spoken {
  who: string
  text: string
  at: string | null
}

export type Document = Block[]
