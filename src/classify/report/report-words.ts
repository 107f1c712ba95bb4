import type { Decision } from '../model/evaluate/evaluation.ts'
import type { LearningCurve, Trend } from '../model/evaluate/extrapolate-learning.ts'
import type { MergeablePair } from '../model/evaluate/find-mergeable-pairs.ts'
import type { ReportedLabelError, TargetReport, Warning } from './report.ts'
import { shortenLabel } from './shorten-label.ts'
import { chooseReportTexts } from './texts/choose-report-texts.ts'
import type { ReportTexts } from './texts/report-texts.ts'

/** What a report says in sentences and figures, in one language: the same on a terminal and on a page. Plain text; labels stand as they are. */
export interface ReportWords {
  texts: ReportTexts
  count: (count: number) => string
  /** A part 0..1, with so many decimals (0). A part below all is not shown as all, nor one above nothing as nothing. */
  percent: (part: number, decimals?: number) => string
  /** The day of an ISO 8601 moment, as it stands there; the whole text where it is none. */
  day: (moment: string) => string
  languageName: (code: string) => string
  /** What the target is called. */
  target: (target: string) => string
  dropReason: (reason: string) => string
  /** What it decides by itself, for somebody who knows no figures. */
  headline: (target: TargetReport) => string
  /** From which confidence on it decides, in a few words. */
  chosen: (decision: Decision) => string
  warning: (warning: Warning) => string
  merge: (pair: MergeablePair) => string
  labelError: (error: ReportedLabelError) => string
  /** One sentence or two on what more labels would bring. */
  learning: (curve: LearningCurve | null) => string
}

/** What was decided of fewer texts tells nothing of a hundred. */
const leastDecided = 20
/** Names of small classes that a warning lists. */
const mostNamed = 5

/** `mostOfLabel`: characters of a class's name that sentences show; absent: all. */
export const createReportWords = (
  language: string,
  { mostOfLabel = Number.POSITIVE_INFINITY } = {},
): ReportWords => {
  const texts = chooseReportTexts(language)
  const numbers = new Intl.NumberFormat(texts.language)
  const conjunction = new Intl.ListFormat(texts.language === 'en' ? 'en-GB' : texts.language)
  const names = new Intl.DisplayNames(texts.language, { type: 'language' })
  const named = (label: string) => shortenLabel(label, mostOfLabel)
  const quoted = (label: string) => (texts.language === 'es' ? `«${named(label)}»` : `“${named(label)}”`)
  const count = (value: number) => numbers.format(value)
  const percent = (part: number, decimals = 0) => formatPercent(texts.language, part, decimals)
  const points = (part: number) =>
    new Intl.NumberFormat(texts.language, { maximumFractionDigits: part < 0.0995 ? 1 : 0 }).format(part * 100)
  /** An extrapolation is not known to a tenth of a point. */
  const about = (part: number) => (part < 0.01 ? points(part) : count(Math.round(part * 100)))
  const languageName = (code: string) => {
    if (code === 'und') return texts.unknownLanguage
    try {
      return names.of(code) ?? code
    } catch {
      return code
    }
  }
  const trend = (curve: Trend, more: number, what: string): string => {
    switch (curve.kind) {
      case 'rising':
        return texts.rising(count(more), about(curve.gain), what)
      case 'flat':
        return texts.flat(what)
      case 'unknown':
        return texts.unknown[curve.why]
      default:
        return curve satisfies never
    }
  }
  return {
    texts,
    count,
    percent,
    languageName,
    day: (moment) => /^\d{4}-\d{2}-\d{2}/.exec(moment)?.[0] ?? moment,
    target: (target) => ownText(texts.targets, target),
    dropReason: (reason) => ownText(texts.dropReasons, reason),
    headline: ({ evaluation: { decision } }) =>
      decision.precision === null
        ? texts.filedNone
        : texts.filed(
            inHundred(decision.coverage),
            decision.decided < leastDecided ? null : inHundred(decision.precision),
          ),
    chosen: ({ threshold }) => texts.chosen(percent(threshold)),
    warning: (warning) => {
      switch (warning.code) {
        case 'few-texts':
          return texts.warning.fewTexts(count(warning.texts))
        case 'small-classes': {
          const smallest = warning.classes
            .slice(0, mostNamed)
            .map(({ label, texts: found }) => `${quoted(label)} (${count(found)})`)
          const rest = warning.classes.length > mostNamed ? ['…'] : []
          return texts.warning.smallClasses(
            texts.countClasses(count(warning.classes.length)),
            [...smallest, ...rest].join(', '),
          )
        }
        case 'one-class':
          return texts.warning.oneClass(named(warning.label), percent(warning.share))
        case 'no-better':
          return texts.warning.noBetter(percent(warning.accuracy), percent(warning.majority))
        case 'small-languages':
          return texts.warning.smallLanguages(
            conjunction.format(
              warning.languages.map(
                ({ language: code, texts: found }) => `${languageName(code)} (${count(found)})`,
              ),
            ),
          )
        case 'uncalibrated':
          return texts.warning.uncalibrated(percent(warning.ece))
        case 'precision-not-shown':
          return texts.warning.precisionNotShown(percent(warning.wanted), count(warning.texts))
        default:
          return warning satisfies never
      }
    },
    merge: ({ labels: [one, other], texts: [there, back], share, gain }) =>
      texts.merge(named(one), named(other), count(there + back), percent(share), points(gain)),
    labelError: ({ reference, label, predicted, confidence }) =>
      texts.labelError(
        reference,
        label === null ? texts.noClass : named(label),
        named(predicted),
        percent(confidence),
      ),
    learning: (curve) => {
      if (curve === null) return texts.learningNone
      const { accuracy, macroF1, more } = curve
      if (accuracy.kind === 'rising' && macroF1.kind === 'rising')
        return texts.risingBoth(count(more), about(accuracy.gain), about(macroF1.gain))
      if (accuracy.kind === 'flat' && macroF1.kind === 'flat')
        return texts.flat(conjunction.format([texts.accuracy.toLowerCase(), texts.macroF1]))
      const first = trend(accuracy, more, texts.accuracy.toLowerCase())
      // Two that are unknown for the same reason are one sentence.
      return accuracy.kind === 'unknown' || macroF1.kind === 'unknown'
        ? first
        : `${first} ${trend(macroF1, more, texts.macroF1)}`
    },
  }
}

const ownText = (texts: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(texts, name) ? (texts[name] ?? name) : name

/** Of a hundred; all and nothing are said only of all and nothing. */
const inHundred = (part: number): number =>
  part <= 0 ? 0 : part >= 1 ? 100 : Math.min(99, Math.max(1, Math.round(part * 100)))

const formatPercent = (language: string, part: number, decimals: number): string => {
  const least = 10 ** -decimals / 100
  const shown = part <= 0 ? 0 : part >= 1 ? 1 : Math.min(1 - least, Math.max(least, part))
  return new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(shown)
}
