import type { ContenderId } from './contenders.ts'
import type { Outcome } from './figures.ts'

/** What was measured of a contender: by task or by the name of another measurement. Undefined: it was not asked for. */
export type Lookup = (subject: string, contender: ContenderId) => Outcome | undefined

export type Reading =
  | { kind: 'value'; value: number; beside?: string; isBarred?: boolean; note?: string }
  | { kind: 'none'; outcome: Outcome | undefined }

/** A line of the table. */
export interface Measure {
  what: string
  /** Null: there is no bar. */
  floor: number | null
  target: number | null
  better: 'higher' | 'lower'
  show(value: number): string
  read(lookup: Lookup, contender: ContenderId): Reading
}

const percent = (value: number): string => (value * 100).toFixed(1)
const part = (value: number): string => value.toFixed(3).replace(/^0/, '')
const times = (value: number): string => `${value >= 10 ? value.toFixed(0) : value.toFixed(2)} ×`
const micros = (value: number): string => `${value.toFixed(0)} µs`
const megabytes = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} MB`
const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`

type Bars = readonly [floor: number | null, target: number | null]

const read =
  (subject: string, figure: string) =>
  (lookup: Lookup, contender: ContenderId): Reading => {
    const outcome = lookup(subject, contender)
    const value = outcome?.kind === 'measured' ? outcome.figures[figure] : undefined
    if (outcome?.kind !== 'measured' || value === undefined) return { kind: 'none', outcome }
    return { kind: 'value', value, ...(outcome.note === undefined ? {} : { note: outcome.note }) }
  }

const higher = (
  what: string,
  [floor, target]: Bars,
  subject: string,
  figure: string,
  show = percent,
): Measure => ({ what, floor, target, better: 'higher', show, read: read(subject, figure) })

const lower = (
  what: string,
  [floor, target]: Bars,
  subject: string,
  figure: string,
  show = part,
): Measure => ({ what, floor, target, better: 'lower', show, read: read(subject, figure) })

/** Macro-F1 bought with accuracy counts for nothing. */
const leastAccuracy = 0.85
const readEndava: Measure['read'] = (lookup, contender) => {
  const macroF1 = read('endava', 'macroF1')(lookup, contender)
  const accuracy = read('endava', 'accuracy')(lookup, contender)
  return macroF1.kind === 'value' && accuracy.kind === 'value'
    ? { ...macroF1, beside: percent(accuracy.value), isBarred: accuracy.value < leastAccuracy }
    : macroF1
}

/**
 * Against LinearSVC's in the same run. Relevo takes turns with it; a peer's time is that of its turn at banking77, which is long enough
 * not to need any.
 */
const against =
  (options: {
    relevo: string
    linearSvc: string
    peer: string
    show: (value: number) => string
    compare: (value: number, linearSvc: number) => number
  }): Measure['read'] =>
  (lookup, contender) => {
    const { relevo, linearSvc, peer, show, compare } = options
    const bar = read('speed', linearSvc)(lookup, 'relevo')
    const own =
      contender === 'relevo'
        ? read('speed', relevo)(lookup, contender)
        : contender === 'linear-svc'
          ? bar
          : read('banking77', peer)(lookup, contender)
    if (own.kind !== 'value') return own
    if (bar.kind !== 'value')
      return { kind: 'none', outcome: { kind: 'missing', why: 'no LinearSVC in this run' } }
    return { ...own, value: compare(own.value, bar.value), beside: show(own.value) }
  }

const training = (what: string, [floor, target]: Bars, relevo: string): Measure => ({
  what,
  floor,
  target,
  better: 'lower',
  show: times,
  read: against({
    relevo,
    linearSvc: 'linearSvcSeconds',
    peer: 'trainSeconds',
    show: seconds,
    compare: (value, bar) => value / bar,
  }),
})

const predicting = (what: string, [floor, target]: Bars, which: 'Median' | 'P99'): Measure => ({
  what,
  floor,
  target,
  better: 'higher',
  show: times,
  read: against({
    relevo: `calibrated${which}Micros`,
    linearSvc: `linearSvc${which}Micros`,
    peer: which === 'Median' ? 'medianMicros' : 'p99Micros',
    show: micros,
    compare: (value, bar) => bar / value,
  }),
})

/** Of one text, in microseconds, where the bar is on them and not on a ratio. */
const microsecondsOf = (what: string, target: number, which: 'Median' | 'P99'): Measure => ({
  what,
  floor: null,
  target,
  better: 'lower',
  show: micros,
  read: (lookup, contender) =>
    contender === 'relevo'
      ? read('speed', `calibrated${which}Micros`)(lookup, contender)
      : read('banking77', which === 'Median' ? 'medianMicros' : 'p99Micros')(lookup, contender),
})

/** The lines with a bar. */
export const measures: readonly Measure[] = [
  higher('banking77 full, accuracy', [0.914, 0.923], 'banking77', 'accuracy'),
  higher('banking77 10-shot, accuracy', [0.765, 0.79], 'banking77-10-shot', 'accuracy'),
  higher('  with the rest unlabelled', [null, 0.82], 'banking77-10-shot-unlabelled', 'accuracy'),
  higher('banking77 5-shot, accuracy', [0.675, 0.7], 'banking77-5-shot', 'accuracy'),
  higher('clinc150 full, accuracy', [0.927, 0.935], 'clinc150', 'accuracy'),
  higher('clinc150 10-shot, accuracy', [0.825, 0.85], 'clinc150-10-shot', 'accuracy'),
  higher('hwu64 full, accuracy', [0.884, 0.895], 'hwu64', 'accuracy'),
  higher('fb Spanish, accuracy', [0.983, 0.99], 'fb-spanish', 'accuracy'),
  { ...higher('Endava category, macro-F1 (accuracy ≥ 85)', [0.36, 0.43], '', ''), read: readEndava },
  lower('ECE banking77 full', [0.03, 0.01], 'banking77', 'calibrationError'),
  lower('ECE clinc150 full', [0.03, 0.01], 'clinc150', 'calibrationError'),
  lower('ECE hwu64 full', [0.03, 0.01], 'hwu64', 'calibrationError'),
  lower('ECE banking77 10-shot', [0.05, 0.025], 'banking77-10-shot', 'calibrationError'),
  lower('ECE clinc150 10-shot', [0.05, 0.025], 'clinc150-10-shot', 'calibrationError'),
  lower('ECE otai priority, grouped', [0.06, 0.03], 'otai-priority', 'calibrationError'),
  higher('coverage at 95 % precision, banking77', [0.92, 0.95], 'banking77', 'coverageAt95', part),
  higher('coverage at 95 % precision, clinc150', [0.95, 0.97], 'clinc150', 'coverageAt95', part),
  higher('out of scope found, clinc150', [0.77, 0.82], 'clinc150', 'outsideRecallAt95', part),
  higher('  banking77, foreign', [0.85, 0.94], 'banking77-foreign', 'outsideRecallAt95', part),
  higher('  banking77, same domain', [0.55, 0.65], 'banking77-same-domain', 'outsideRecallAt95', part),
  training('train 10,000 × 77, uncalibrated', [1, 0.3], 'uncalibratedSeconds'),
  training('train 10,000 × 77, calibrated', [4, 1.5], 'calibratedSeconds'),
  predicting('predict one text, median: faster by', [20, 50], 'Median'),
  predicting('predict one text, p99: faster by', [5, null], 'P99'),
  microsecondsOf('  median', 20, 'Median'),
  microsecondsOf('  p99', 100, 'P99'),
  lower('model file, 77 classes', [12, 1.5], 'banking77', 'fileMegabytes', megabytes),
  lower('memory above idle, 77 classes', [150, 40], 'banking77', 'megabytesAboveIdle', megabytes),
  lower('train 100,000 tickets × 100, memory', [1000, null], 'memory', 'mostMegabytes', megabytes),
  higher('language of ticket subjects, es en pt de fr', [0.98, 0.99], 'language', 'accuracy'),
]

/** What is worth knowing besides, without a bar. */
export const notedMeasures: readonly Measure[] = [
  lower('banking77 full, as trained above', [null, null], 'banking77', 'trainSeconds', seconds),
  lower('  most memory of the process', [null, null], 'banking77', 'peakMegabytes', megabytes),
  lower('  its file is loaded in, ms', [null, null], 'banking77', 'loadMs', (value) => value.toFixed(0)),
  lower('train 100,000 tickets × 100', [null, null], 'memory', 'seconds', seconds),
  higher('language of ticket subjects, among all it knows', [null, null], 'language', 'accuracyAmongAll'),
  lower('  not told', [null, null], 'language', 'notTold', percent),
  higher('starter model on bitext, first choice right', [null, null], 'starter', 'accuracy'),
  higher('  decides', [null, null], 'starter', 'decides'),
  higher('  of that, right', [null, null], 'starter', 'precision'),
  higher('  keyword rules decide', [null, null], 'starter', 'rulesDecide'),
  higher('  of that, right', [null, null], 'starter', 'rulesPrecision'),
]
