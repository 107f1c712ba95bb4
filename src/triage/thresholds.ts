import type { TriageThreshold } from '../../schemas/triage-report.ts'

/** From which confidence on a category is written at one help desk. */
export interface Thresholds {
  /**
   * Of the model that said it (null: none was asked); computed anew every few minutes. Never rejects: when nothing can be read, what
   * was known before stands, else a threshold of basis `assumed`.
   */
  thresholdOf(category: string, model: string | null): Promise<TriageThreshold>
}
