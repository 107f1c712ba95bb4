import { type ContenderId, contenderIds, contenderNames, contenderProducts } from './contenders.ts'
import { type Lookup, type Measure, measures, notedMeasures, type Reading } from './measures.ts'
import { isFailure, judge, type Verdict } from './verdict.ts'

export interface Line {
  what: string
  floor: string
  target: string
  verdict: Verdict
  /** By contender, as shown; empty: it was not asked for. */
  cells: Partial<Record<ContenderId, string>>
  /** By contender, as measured. */
  values: Partial<Record<ContenderId, number>>
}

export interface Table {
  lines: Line[]
  noted: Line[]
  /** Why a cell has no figure, and what else its reader should know. */
  notes: string[]
  /** A floor is missed, or Relevo could not be measured. */
  isFailed: boolean
}

/** What is asked of each line, and what came of it, as text. Lines of which nothing was measured are left out. */
export const composeTable = (lookup: Lookup): Table => {
  const notes = new Set<string>()
  let isFailed = false
  const compose = (measure: Measure): Line[] => {
    const readings = contenderIds.map((id) => ({ id, reading: measure.read(lookup, id) }))
    if (readings.every(({ reading }) => reading.kind === 'none' && reading.outcome === undefined)) return []
    const [own] = readings
    if (own === undefined) return []
    const verdict = judge(measure, own.reading)
    isFailed ||= isFailure(verdict, own.reading)
    for (const { id, reading } of readings) {
      const note = noteOf(reading)
      if (note !== null) notes.add(`${contenderNames[id]}: ${note}`)
    }
    const showBar = (bar: number | null) => (bar === null ? '' : measure.show(bar))
    return [
      {
        what: measure.what,
        floor: showBar(measure.floor),
        target: showBar(measure.target),
        verdict,
        cells: Object.fromEntries(readings.map(({ id, reading }) => [id, showCell(measure, reading)])),
        values: Object.fromEntries(
          readings.flatMap(({ id, reading }) => (reading.kind === 'value' ? [[id, reading.value]] : [])),
        ),
      },
    ]
  }
  return {
    lines: measures.flatMap(compose),
    noted: notedMeasures.flatMap(compose),
    notes: [...notes],
    isFailed,
  }
}

const showCell = (measure: Measure, reading: Reading): string => {
  if (reading.kind === 'value') {
    const { value, beside } = reading
    return beside === undefined ? measure.show(value) : `${measure.show(value)} (${beside})`
  }
  switch (reading.outcome?.kind) {
    case undefined:
      return ''
    case 'measured':
      return '–'
    case 'failed':
      return 'failed'
    case 'too-slow':
      return `> ${reading.outcome.seconds} s`
    case 'missing':
      return 'n/a'
  }
}

const noteOf = (reading: Reading): string | null => {
  if (reading.kind === 'value') return reading.note ?? null
  switch (reading.outcome?.kind) {
    case undefined:
    case 'measured':
      return null
    case 'failed':
      return `failed: ${reading.outcome.why}`
    case 'too-slow':
      return `had not ended after ${reading.outcome.seconds} s`
    case 'missing':
      return reading.outcome.why
  }
}

/** The columns that have a cell at all, Relevo's first. */
export const columnsOf = ({ lines, noted }: Table): ContenderId[] =>
  contenderIds.filter((id) => [...lines, ...noted].some(({ cells }) => (cells[id] ?? '') !== ''))

export const legendOf = (columns: readonly ContenderId[]): string[] =>
  columns
    .filter((id) => contenderNames[id] !== contenderProducts[id])
    .map((id) => `${contenderNames[id]}: ${contenderProducts[id]}`)
