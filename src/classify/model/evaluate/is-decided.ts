import type { Judged } from '../judged.ts'

/** Whether the model decides the text, from `threshold` on. */
export const isDecided = ({ predicted, inScope, confidence }: Judged, threshold: number): boolean =>
  predicted !== null && inScope && confidence >= threshold
