/** What language a text is in. Types only. */
export interface LanguageDetector {
  /** ISO 639-1 codes that it tells apart. */
  readonly languages: readonly string[]
  /** Null: too little text to tell, or none that it knows. Takes microseconds, and no network. */
  detect(text: string): DetectedLanguage | null
}

export interface DetectedLanguage {
  /** ISO 639-1. */
  code: string
  /** The probability that it is right, 0..1, fitted on held-out texts. */
  confidence: number
}
