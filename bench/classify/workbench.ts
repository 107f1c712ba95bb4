import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Command, type ContenderId, type Equipment, prepareContender } from './contenders.ts'
import type { DataSets } from './data-sets.ts'
import { type Figures, figuresOf, figuresSchema, type Outcome } from './figures.ts'
import { type Answers, answersSchema, type TaskFile } from './protocol.ts'
import { runChild } from './run-child.ts'
import type { LoadedTask, Task } from './tasks.ts'

/** Where measurements are made: each in a process of its own, in an empty folder, with a time limit. */
export interface Workbench {
  data: DataSets
  /** Settings stand for themselves but for what is given. */
  contend(id: ContenderId, task: Task, how: Contest): Promise<Answered>
  /** A script of ours that writes figures; `given` is what it reads. */
  measure(command: Command, given: unknown): Promise<Outcome>
  /** A script that prints its figures as its last line; null is no figure. It ends with 1 when it finds them too bad. */
  measurePrinted(command: Command): Promise<Outcome>
  /** A file that outlives its process, until the workbench is cleared. */
  pathOf(name: string): string
}

export interface Contest {
  settings?: Partial<TaskFile['settings']>
  withHints?: boolean
  timeSeconds: number
  modelFile?: string
}

type Unmeasured = Exclude<Outcome, { kind: 'measured' }>

export type Answered = { kind: 'answered'; answers: Answers; figures: Figures } | Unmeasured

const seed = 1

export const createWorkbench = (options: {
  /** Empty, and removed by whoever made it. */
  folder: string
  data: DataSets
  equipment: Equipment
  timeoutSeconds: number
  signal?: AbortSignal | undefined
  onProgress: (part: number) => void
}): Workbench => {
  const { folder, data, equipment, timeoutSeconds, signal, onProgress } = options
  let count = 0
  const loaded = new Map<string, Promise<LoadedTask>>()
  const load = (task: Task): Promise<LoadedTask> => {
    const known = loaded.get(task.id) ?? task.load(data)
    loaded.set(task.id, known)
    return known
  }

  /** Runs a command between two files of its own; null: it ended well and `read` has what it wrote. */
  const run = async (
    { command, args, env }: Command,
    given: unknown,
  ): Promise<{ kind: 'written'; value: unknown } | Unmeasured> => {
    count += 1
    const cwd = join(folder, `process-${count}`)
    await mkdir(cwd)
    const [inPath, outPath] = [`${cwd}.in.json`, `${cwd}.out.json`]
    await writeFile(inPath, JSON.stringify(given))
    const end = await runChild({
      command,
      args: [...args, inPath, outPath],
      cwd,
      env,
      timeoutSeconds,
      signal,
      onProgress,
    })
    if (end.kind === 'failed') return { kind: 'failed', why: end.why }
    if (end.kind === 'too-slow') return end
    try {
      return { kind: 'written', value: JSON.parse(await readFile(outPath, 'utf8')) }
    } catch {
      return { kind: 'failed', why: 'ended well and wrote no answers' }
    }
  }

  return {
    data,
    pathOf: (name) => join(folder, name),
    async contend(id, task, how) {
      const { settings, withHints = true, timeSeconds, modelFile } = how
      if (!data.has(task.dataSet)) return { kind: 'missing', why: `no data set ${task.dataSet}` }
      const ready = await prepareContender(id, equipment)
      if (ready.kind === 'missing') return ready
      const { train, test, hints, unlabelled = [], outside = {} } = await load(task)
      const given: TaskFile = {
        train,
        ...(withHints && hints !== undefined ? { hints } : {}),
        unlabelled,
        test: test.map(({ text, language }) => ({ text, ...(language === undefined ? {} : { language }) })),
        outside,
        // Where texts out of scope are judged, and there alone: it is about weather, recipes and music, as classes of some sets are.
        settings: { seed, tune: true, calibrate: true, background: hasOutside(outside), ...settings },
        ...(modelFile === undefined ? {} : { modelFile }),
        timeSeconds,
      }
      const end = await run(ready.command, given)
      if (end.kind !== 'written') return end
      const answers = answersSchema.safeParse(end.value)
      if (!answers.success) return { kind: 'failed', why: `wrote other answers: ${answers.error.message}` }
      const labels = test.map(({ label }) => label)
      return { kind: 'answered', answers: answers.data, figures: figuresOf(labels, answers.data) }
    },
    async measurePrinted({ command, args, env }) {
      const end = await runChild({ command, args, cwd: folder, env, timeoutSeconds, signal, onProgress })
      if (end.kind === 'too-slow') return end
      const figures = readFigures(end.lastLine)
      if (figures !== null) return { kind: 'measured', figures }
      return { kind: 'failed', why: end.kind === 'failed' ? end.why : 'printed no figures' }
    },
    async measure(command, given) {
      const end = await run(command, given)
      if (end.kind !== 'written') return end
      const figures = figuresSchema.safeParse(end.value)
      return figures.success
        ? { kind: 'measured', figures: figures.data }
        : { kind: 'failed', why: `wrote other figures: ${figures.error.message}` }
    },
  }
}

const hasOutside = (outside: Readonly<Record<string, unknown>>): boolean => Object.keys(outside).length > 0

const readFigures = (line: string): Figures | null => {
  try {
    const printed = z.record(z.string(), z.unknown()).parse(JSON.parse(line))
    return Object.fromEntries(
      Object.entries(printed).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
    )
  } catch {
    return null
  }
}
