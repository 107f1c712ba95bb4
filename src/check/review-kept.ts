import type { Source } from '../../schemas/configuration.ts'
import type { KeptFigure } from '../../schemas/kept.ts'
import { adviseTrust } from '../review/advise-trust.ts'
import type { CheckResult } from './check-result.ts'

/** Trusted sources whose bot agents seldom agree with. Pure. */
export const reviewKept = (
  figures: readonly KeptFigure[],
  sources: Readonly<Record<string, Pick<Source, 'trustCategory'>>>,
): CheckResult[] =>
  adviseTrust(figures, { sources, modelAccuracy: null }).map(({ source, detail, remedy }) => ({
    name: `${source}: category`,
    status: 'warn',
    detail: `${detail} tickets of the last 30 days`,
    remedy,
  }))
