import type { Priority } from '../../../schemas/handoff.ts'
import type { TriageField } from '../../../schemas/triage.ts'

/** Every word that triage writes into a ticket, in one language. Another language is another file and one line in `choose-triage-texts.ts`. */
export interface TriageTexts {
  /** Two-letter code of the language. */
  language: string
  /** The heading of a note; `category` in words. */
  seems: (category: string) => string
  confidence: (percent: number) => string
  fields: Record<TriageField, string>
  priorities: Record<Priority, string>
  /** One thing that was written; `before` is null where there was nothing. */
  written: (field: string, after: string, before: string | null) => string
  /** To the group that sorts by hand. */
  routed: (group: string) => string
  suggested: (field: string, after: string) => string
  similar: string
  /** That no person did it. */
  automatic: string
  nothingWritten: string
}
