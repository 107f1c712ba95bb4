import type { Target } from '../../classify/bundles/bundle.ts'

/** A past ticket that can be learnt from. Texts that were written several times are one of these. */
export interface CleanTicket {
  name: string
  /** Subject and body, as a model reads them. */
  text: string
  labels: Partial<Record<Target, string>>
  language: string | null
  group: string | null
  createdAt: number | null
  weight: number
}
