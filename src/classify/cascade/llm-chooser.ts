/** A language model that is asked which of a few categories a text is of. Types only. */
export interface LlmChooser {
  /** Never throws: `away` is a time-out, an outage, or an answer that is none of the choices. */
  choose(
    text: string,
    categories: readonly LlmChoice[],
  ): Promise<{ kind: 'category'; category: string } | { kind: 'none' } | { kind: 'away'; why: string }>
}

/** A category as the language model is told of it. */
export interface LlmChoice {
  category: string
  /** What people and bots call it. */
  names: readonly string[]
}
