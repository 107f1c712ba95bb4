/** The sentences for reasons and the names of the built-in categories, in one language. `category` is a name for people. */
export interface ReasonTexts {
  categories: Record<
    'billing' | 'access' | 'technical' | 'orders' | 'returns' | 'sales' | 'complaint' | 'other',
    string
  >
  botNamed: (name: string) => string
  botUntrusted: (name: string, category: string) => string
  botSimilar: (name: string, category: string) => string
  botUnknown: string
  keyword: Record<'subject' | 'text' | 'bot', (keyword: string, category: string) => string>
  pattern: (number: number, category: string) => string
  tied: (categories: string[]) => string
  nothing: string
  /** `words` come with their part of the evidence, in percent. */
  modelWords: (
    words: { text: string; percent: number }[],
    category: string,
    runnerUp: string | null,
  ) => string
  modelUnsure: (category: string, percent: number, runnerUp: string | null) => string
  modelOutOfScope: string
  modelStrange: string
  modelLanguage: (language: string) => string
  similar: (tickets: { ticket: string; category: string | null; percent: number }[]) => string
  llmChose: (category: string) => string
  llmUnsure: string
}
