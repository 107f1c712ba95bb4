import { backtestSetNames, loadBacktestSet } from './backtest-sets.ts'
import { openDataSets } from './classify/data-sets.ts'
import { atMost, type Finding, noted, printFindings } from './report.ts'
import { type Compared, measureBacktest, type Realised } from './triage-backtest.ts'

/** Points that a figure may be off. */
const mostPoints = 2
/** With `--quick`: the first so many tickets of past and future. */
const fewTickets = 600

/** All sets that are on this machine, a table each; true when every bar is met. */
export const judgeBacktests = async (quick: boolean): Promise<boolean> => {
  const data = openDataSets(process.env)
  const verdicts: boolean[] = []
  for (const name of backtestSetNames) {
    const most = quick ? { most: fewTickets } : {}
    const set = await loadBacktestSet(name, data, { now: Date.now(), seed: 1, ...most })
    if (set === null) {
      process.stdout.write(`\nBacktest of ${name}: skipped, it is not in ${data.folder}\n`)
      continue
    }
    const figures = await measureBacktest(set, quick ? { blocks: 3 } : {})
    const title = `Backtest of ${name}, ${figures.tickets} tickets from a ${set.place}; parts in %, differences in points`
    verdicts.push(
      printFindings(title, [
        noted('seconds', figures.seconds.toFixed(0)),
        ...describeCompared('precision', figures.precision),
        ...describeCompared('coverage', figures.coverage),
        atMost('of the worst category, off by', figures.worstCategory * 100, mostPoints),
        ...describeRealised('precision', figures.expectedPrecision),
        ...describeRealised('coverage', figures.expectedCoverage),
      ]),
    )
  }
  return verdicts.every(Boolean)
}

const percent = (part: number): string => (part * 100).toFixed(1)

const describeCompared = (what: string, { reported, counted }: Compared): Finding[] => [
  noted(`${what} reported / counted`, `${percent(reported)} / ${percent(counted)}`),
  atMost(`${what} off by`, Math.abs(reported - counted) * 100, mostPoints),
]

/** Of few tickets a part is off by points through chance alone: it counts against the backtest only where chance does not explain it. */
const describeRealised = (what: string, { expected, realised, interval, of }: Realised): Finding[] => {
  if (realised === null) return [noted(`${what} afterwards`, 'nothing was written')]
  const [low, high] = interval
  const shown = `${percent(expected)} / ${percent(realised)} (${percent(low)}–${percent(high)}, of ${of})`
  const points = Math.abs(expected - realised) * 100
  const isChance = points > mostPoints && expected >= low && expected <= high
  return [
    noted(`${what} expected / afterwards`, shown),
    isChance
      ? noted(`${what} expected, off by`, `${points.toFixed(2)}, within what chance explains`)
      : atMost(`${what} expected, off by`, points, mostPoints),
  ]
}
