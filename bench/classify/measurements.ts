import { type ContenderId, contenderIds, node } from './contenders.ts'
import type { Outcome } from './figures.ts'
import { measureLanguage } from './measure-language.ts'
import { measureSpeed } from './measure-speed.ts'
import { measureStarter } from './measure-starter.ts'
import { type Task, tasks } from './tasks.ts'
import type { Workbench } from './workbench.ts'

/** A part of the run that is made, kept and resumed as a whole. */
export interface Measurement {
  /** `banking77 · relevo`. */
  key: string
  subject: string
  contender: ContenderId
  isQuick: boolean
  measure(bench: Workbench): Promise<Outcome>
}

export const keyOf = (subject: string, contender: ContenderId): string => `${subject} · ${contender}`

/** The task whose model is looked at as a file and in memory, and which everybody is asked one text at a time. */
const costly = 'banking77'
/** Long enough for a 99th percentile of the slowest. */
const timeSeconds = 10

const measureTask =
  (task: Task, contender: ContenderId) =>
  async (bench: Workbench): Promise<Outcome> => {
    const isCostly = task.id === costly
    const modelFile = isCostly && contender === 'relevo' ? bench.pathOf('model') : null
    const contest = await bench.contend(contender, task, {
      timeSeconds: isCostly ? timeSeconds : 0,
      ...(modelFile === null ? {} : { modelFile }),
    })
    if (contest.kind !== 'answered') return contest
    const { version, note } = contest.answers
    const outcome: Outcome = {
      kind: 'measured',
      figures: contest.figures,
      version,
      ...(note === undefined ? {} : { note }),
    }
    if (modelFile === null) return outcome
    const cost = await measureCost(bench, task, modelFile)
    return cost.kind === 'measured' ? { ...outcome, figures: { ...outcome.figures, ...cost.figures } } : cost
  }

/** The file, and what a process grows by that loads it and is asked. */
const measureCost = async (bench: Workbench, task: Task, modelFile: string): Promise<Outcome> => {
  const texts = (await task.load(bench.data)).test.slice(0, 500).map(({ text }) => text)
  return bench.measure(node('model-cost.ts', ['--expose-gc']), { modelFile, texts })
}

/** All of them, in the order in which they are made: Relevo's first, then the fast peers. */
export const listMeasurements = ({ isLarge }: { isLarge: boolean }): Measurement[] => [
  ...contenderIds.flatMap((contender) => {
    const own = tasks
      .filter(({ isForRelevoAlone = false }) => contender === 'relevo' || !isForRelevoAlone)
      .map((task) => ({
        key: keyOf(task.id, contender),
        subject: task.id,
        contender,
        isQuick: task.isQuick,
        measure: measureTask(task, contender),
      }))
    return contender === 'relevo' ? [...own, ...relevoAlone(isLarge)] : own
  }),
]

const relevoAlone = (isLarge: boolean): Measurement[] => {
  const one = (
    subject: string,
    isQuick: boolean,
    measure: (bench: Workbench) => Promise<Outcome>,
  ): Measurement => ({ key: keyOf(subject, 'relevo'), subject, contender: 'relevo', isQuick, measure })
  return [
    one('speed', false, measureSpeed),
    one('language', true, measureLanguage),
    one('starter', true, measureStarter),
    ...(isLarge ? [one('memory', false, (bench) => bench.measurePrinted(node('memory.ts')))] : []),
  ]
}
