import type { Markup } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'
import type { OverviewFigures } from './overview-figures.ts'
import { renderDecided } from './render-decided.ts'
import { renderDesks } from './render-desks.ts'
import { renderHoursData, renderHoursEmpty, renderHoursTable } from './render-hours.ts'
import { renderNeeds } from './render-needs.ts'
import { renderNow } from './render-now.ts'
import { renderSum } from './render-sum.ts'

export interface PartSettings {
  now: number
  alertAfterMs: number
  /** A line for a terminal that hands over a first one; null: no source takes it. */
  firstHandoff: string | null
}

/** The parts of the overview that change, by the id of their element. */
export const partIds = [
  'needs',
  'now',
  'sum',
  'desks',
  'decided',
  'hours-data',
  'hours-empty',
  'hours-table',
] as const
export type PartId = (typeof partIds)[number]

/** Each part as it is now. */
export const renderParts = (
  figures: OverviewFigures,
  visit: Visitor,
  settings: PartSettings,
): Record<PartId, Markup> => ({
  needs: renderNeeds(figures, visit, settings),
  now: renderNow(figures, visit),
  sum: renderSum(figures, visit, settings),
  desks: renderDesks(figures, visit),
  decided: renderDecided(figures, visit),
  'hours-data': renderHoursData(figures, visit),
  'hours-empty': renderHoursEmpty(figures, visit),
  'hours-table': renderHoursTable(figures, visit),
})
