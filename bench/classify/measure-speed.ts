import type { ContenderId } from './contenders.ts'
import type { Figures, Outcome } from './figures.ts'
import { median } from './percentile.ts'
import { type Task, tasks } from './tasks.ts'
import type { Answered, Contest, Workbench } from './workbench.ts'

const rounds = 3
const timeSeconds = 5

/** What takes turns in each round, so that what else the machine does falls on all alike. The texts and nothing else, as LinearSVC has them. */
const turns = {
  uncalibrated: { contender: 'relevo', how: { timeSeconds: 0, settings: { calibrate: false } } },
  calibrated: { contender: 'relevo', how: { timeSeconds, settings: { calibrate: true } } },
  linearSvc: { contender: 'linear-svc', how: { timeSeconds, settings: { calibrate: false } } },
} as const satisfies Record<string, { contender: ContenderId; how: Contest }>
const order: (keyof typeof turns)[] = ['linearSvc', 'uncalibrated', 'calibrated']

/** Training and one prediction at a time of banking77 (10,003 texts, 77 classes) beside LinearSVC: medians of three rounds. */
export const measureSpeed = async (bench: Workbench): Promise<Outcome> => {
  const task = tasks.find(({ id }) => id === 'banking77') as Task
  const figures: Figures[] = []
  for (let round = 0; round < rounds; round += 1) {
    const found: Figures = {}
    for (const name of order) {
      const { contender, how } = turns[name]
      const contest: Answered = await bench.contend(contender, task, {
        ...how,
        withHints: false,
        settings: { ...how.settings, tune: false, background: false },
      })
      // Without scikit-learn there are the seconds, and nothing to hold them against.
      if (contender === 'linear-svc' && contest.kind === 'missing') continue
      if (contest.kind !== 'answered') return contest
      const { trainSeconds, medianMicros, p99Micros } = contest.figures
      if (trainSeconds !== undefined) found[`${name}Seconds`] = trainSeconds
      if (medianMicros !== undefined) found[`${name}MedianMicros`] = medianMicros
      if (p99Micros !== undefined) found[`${name}P99Micros`] = p99Micros
    }
    figures.push(found)
  }
  const names = Object.keys(figures[0] ?? {})
  const medians = names.map((name) => [name, median(figures.map((found) => found[name] ?? Number.NaN))])
  return {
    kind: 'measured',
    figures: Object.fromEntries(medians),
    note: 'it trains in a thread for each processor, LinearSVC in one; LinearSVC is not calibrated in either line',
  }
}
