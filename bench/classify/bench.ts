import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { showProgress } from '../progress.ts'
import { type DataSets, openDataSets } from './data-sets.ts'
import { describeMachine } from './describe-machine.ts'
import type { Outcome } from './figures.ts'
import { findPython } from './find-python.ts'
import { fingerprintOf } from './fingerprint.ts'
import { installPeers } from './install-peers.ts'
import { keyOf, listMeasurements, type Measurement } from './measurements.ts'
import { once } from './once.ts'
import type { Options } from './options.ts'
import { renderMarkdown } from './render-table.ts'
import { openResultsFile } from './results-file.ts'
import { composeTable, type Table } from './table.ts'
import { tasks } from './tasks.ts'
import { createWorkbench } from './workbench.ts'

export type BenchEnd =
  | { kind: 'measured'; table: Table; title: string; files: string[] }
  /** None of the data sets is there. */
  | { kind: 'no-data'; folder: string }

/** Throws a TypeError for options that lead to nothing, and the signal's reason. */
export const runBench = async (
  options: Options,
  { env, signal }: { env: Readonly<Record<string, string | undefined>>; signal: AbortSignal },
): Promise<BenchEnd> => {
  const data = openDataSets(env)
  if (!tasks.some(({ dataSet }) => data.has(dataSet))) return { kind: 'no-data', folder: data.folder }
  const all = listMeasurements(options)
  const asked = all.filter(
    ({ subject, contender, isQuick }) =>
      options.contenders.includes(contender) &&
      (isQuick || !options.isQuick) &&
      (options.only.length === 0 || options.only.some((name) => subject.startsWith(name))),
  )
  if (asked.length === 0) {
    const subjects = [...new Set(all.map(({ subject }) => subject))]
    throw new TypeError(`Nothing is measured so; there are ${subjects.join(', ')}.`)
  }
  const machine = describeMachine()
  const startedAt = new Date().toISOString()
  const outcomes = await measureAll(asked, { ...options, data, signal })
  const table = composeTable((subject, contender) => outcomes.get(keyOf(subject, contender)))
  const title = `Classification beside its peers, ${startedAt.slice(0, 10)}, ${machine}`
  const files = ['table.md', 'table.json'].map((name) => join(options.out, name))
  const [markdown = '', json = ''] = files
  await mkdir(options.out, { recursive: true })
  await writeFile(markdown, renderMarkdown(table, title))
  await writeFile(json, `${JSON.stringify({ startedAt, machine, ...table }, null, 2)}\n`)
  return { kind: 'measured', table, title, files }
}

/** One after the other, each kept as soon as it is there. */
const measureAll = async (
  asked: readonly Measurement[],
  options: Options & { data: DataSets; signal: AbortSignal },
): Promise<Map<string, Outcome>> => {
  const { data, signal, out, isResumed, timeoutSeconds } = options
  const results = await openResultsFile(join(out, 'results.json'), isResumed)
  const folder = await mkdtemp(join(tmpdir(), 'relevo-bench-classify-'))
  const outcomes = new Map<string, Outcome>()
  const tell = (part: number) => {
    const done = (100 * (outcomes.size + Math.min(part, 1))) / asked.length
    showProgress(Math.min(99, Math.floor(done)), 100, asked[outcomes.size]?.key ?? '')
  }
  const workbench = createWorkbench({
    folder,
    data,
    equipment: { peers: once(() => installPeers(signal)), python: once(findPython) },
    timeoutSeconds,
    signal,
    onProgress: tell,
  })
  try {
    for (const measurement of asked) {
      const { key, contender, measure } = measurement
      const fingerprint = await fingerprintOf(contender)
      const known = results.known(key, fingerprint)
      tell(0)
      const from = performance.now()
      const outcome = known ?? (await measure(workbench))
      outcomes.set(key, outcome)
      if (known !== undefined) continue
      const seconds = (performance.now() - from) / 1000
      await results.put(key, { fingerprint, measuredAt: new Date().toISOString(), seconds, outcome })
      logOutcome(key, outcome, seconds)
    }
    showProgress(100, 100, 'measured')
    return outcomes
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Where there is no progress bar, a line for each. */
const logOutcome = (key: string, outcome: Outcome, seconds: number): void => {
  if (process.stderr.isTTY === true) return
  const said =
    outcome.kind === 'measured'
      ? Object.entries(outcome.figures)
          .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
          .join(', ')
      : outcome.kind === 'too-slow'
        ? `had not ended after ${outcome.seconds} s`
        : `${outcome.kind}: ${outcome.why}`
  process.stderr.write(`${key} (${seconds.toFixed(0)} s): ${said}\n`)
}
