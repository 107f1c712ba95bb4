import type { Share, TriageRemark, TriageReport, TriageThreshold } from '../../../schemas/triage-report.ts'
import { createReportWords, type ReportWords } from '../../classify/report/report-words.ts'
import { shortenLabel } from '../../classify/report/shorten-label.ts'
import { breakEven } from '../figures/choose-cost-threshold.ts'
import { chooseTriageReportTexts } from './texts/choose-triage-report-texts.ts'
import type { TriageReportTexts } from './texts/triage-report-texts.ts'

/** What a report on triage says, in one language: the same on a terminal and on a page. Plain text; names of categories stand as they are. */
export interface TriageReportWords {
  texts: TriageReportTexts
  /** Counts, percentages and days, and the words of charts that all reports share. */
  shared: ReportWords
  /** `93 %`; – of none. */
  part: (share: Share) => string
  /** `88–96 %`; nothing of none. */
  range: (share: Share) => string
  /** In minutes, from two hours on in hours; with a minus where it costs time. */
  time: (minutes: number) => string
  /** `≥ 82 %`, or that it is never written. */
  threshold: (threshold: TriageThreshold) => string
  /** Of the chosen threshold: what is written, and what is right of it; – where nothing was measured. */
  expected: (threshold: TriageThreshold) => string
  remark: (remark: TriageRemark) => string
  /** What it comes to, for somebody who knows no figures: one sentence or two. */
  headline: (report: TriageReport) => string
  tickets: (report: TriageReport) => string
  costs: (report: TriageReport) => string
  window: (report: TriageReport) => string
}

/** Names of a list that a sentence holds. */
const mostNamed = 8
const hoursFrom = 120
/** Of fewer that are written, a part of a hundred would pass for a fact. */
const leastWritten = 20

/** `mostOfLabel`: characters of a category's name that sentences show; absent: all. */
export const createTriageReportWords = (
  language: string,
  { mostOfLabel = Number.POSITIVE_INFINITY } = {},
): TriageReportWords => {
  const texts = chooseTriageReportTexts(language)
  const shared = createReportWords(texts.language, { mostOfLabel })
  const { count, percent, day } = shared
  const named = (name: string) => shortenLabel(name, mostOfLabel)
  const list = (names: readonly string[]) =>
    [...names.slice(0, mostNamed), ...(names.length > mostNamed ? ['…'] : [])].join(', ')
  const names = (categories: readonly string[]) => list(categories.map(named))
  const time = (minutes: number) => {
    const size = Math.abs(minutes)
    const text =
      size < hoursFrom ? texts.minutes(count(Math.round(size))) : texts.hours(count(Math.round(size / 60)))
    return minutes < 0 ? `−${text}` : text
  }
  const remark = (given: TriageRemark): string => {
    const words = texts.remark
    switch (given.code) {
      case 'few-tickets':
        return words.fewTickets(count(given.tickets))
      case 'one-category':
        return words.oneCategory(named(given.category), percent(given.share))
      case 'no-better':
        return words.noBetter(percent(given.accuracy), percent(given.majority))
      case 'uncalibrated':
        return words.uncalibrated(percent(given.ece))
      case 'untold':
        return words.untold(count(given.tickets), count(given.of))
      case 'no-model-yet':
        return words.noModelYet(count(given.tickets))
      case 'own-writes':
        return words.ownWrites(count(given.tickets), count(given.corrected))
      case 'costs-time':
        return words.costsTime(names(given.categories))
      case 'never-written':
        return words.neverWritten(names(given.categories))
      case 'precision-not-shown':
        return words.precisionNotShown(names(given.categories))
      case 'no-evidence':
        return words.noEvidence(names(given.categories))
      case 'few-of-category':
        return words.fewOfCategory(
          list(given.categories.map(({ category, tickets }) => `${named(category)} (${count(tickets)})`)),
        )
      case 'unknown-categories':
        return words.unknownCategories(names(given.categories))
      case 'rules-not-sure':
        return words.rulesNotSure(count(given.tickets))
      case 'rules-wrong':
        return words.rulesWrong(names(given.categories))
      case 'several-models':
        return words.severalModels(list(given.models))
      default:
        return given satisfies never
    }
  }
  return {
    texts,
    shared,
    time,
    remark,
    part: ({ share }) => (share === null ? '–' : percent(share)),
    range: ({ share, low, high }) =>
      share === null ? '' : `${percent(low).replace(/\s?%$/, '')}–${percent(high)}`,
    threshold: ({ threshold }) => (threshold === null ? texts.never : `≥ ${percent(threshold)}`),
    expected: ({ expected_coverage, expected_precision }) =>
      expected_coverage === null
        ? '–'
        : [expected_coverage, expected_precision]
            .map((part) => (part === null ? '–' : percent(part)))
            .join(' / '),
    headline: ({ overall, tickets }) => {
      const { coverage, written, written_precision, wrong_routes, minutes_saved } = overall
      if (tickets.judged === 0) return texts.noTickets
      if (written === 0) return texts.headlineNone
      const right = written < leastWritten ? null : inHundred(written_precision.share ?? 0)
      const first = texts.headline(inHundred(coverage.share ?? 0), right)
      const say = minutes_saved < 0 ? texts.lost : texts.saved
      return `${first} ${say(time(Math.abs(minutes_saved)), count(wrong_routes))}`
    },
    tickets: ({ tickets: { seen, judged, untold, unsaid, left_out } }) => {
      const others = [
        { tickets: untold, say: texts.untold },
        { tickets: unsaid, say: texts.unsaid },
        { tickets: left_out, say: texts.leftOut },
      ].flatMap(({ tickets, say }) => (tickets === 0 ? [] : [say(count(tickets))]))
      return [`${texts.seen(count(seen))}: ${texts.judged(count(judged))}`, ...others].join(', ')
    },
    costs: ({ costs: { wrong_minutes, manual_minutes } }) =>
      texts.costsOf(
        time(wrong_minutes),
        time(manual_minutes),
        percent(breakEven({ wrong: wrong_minutes, manual: manual_minutes })),
      ),
    window: ({ from, to }) =>
      from === null || to === null ? texts.noWindow : texts.windowOf(day(from), day(to)),
  }
}

/** Of a hundred; all and nothing are said only of all and nothing. */
const inHundred = (part: number): number =>
  part <= 0 ? 0 : part >= 1 ? 100 : Math.min(99, Math.max(1, Math.round(part * 100)))
