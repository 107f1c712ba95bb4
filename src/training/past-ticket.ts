import type { Target } from '../classify/bundles/bundle.ts'

/** A ticket of the past as a training reads it, wherever it comes from. */
export interface PastTicket {
  /** Tells which it is in a report: `freshdesk:4711`, or `line 12` of a file. */
  name: string
  subject: string | null
  /** What the person wrote first, as plain text, cut to what a model reads. */
  body: string
  /** What it was filed under; a target that is absent is not known of this ticket. */
  labels: Partial<Record<Target, string>>
  tags: readonly string[]
  /** ISO 639-1, where somebody has said it. */
  language: string | null
  /** The thread or the customer; tickets of one group are never learnt from and judged by at once. */
  group: string | null
  /** ms */
  createdAt: number | null
  /** When it last changed, or was resolved (ms): by then what it was filed under was known. Null: nobody says it. */
  changedAt: number | null
  /** `settled`: solved or closed, so that its labels are what people left it with. `underWay`: an agent has it. `untouched`: nobody. */
  state: 'settled' | 'underWay' | 'untouched' | null
}
