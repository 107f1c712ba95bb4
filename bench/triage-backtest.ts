// Labelled sets replayed as the history of a help desk: whether the figures that `relevo triage backtest` reports are those that somebody
// else finds who counts from the labels of the set, and whether what it says is to be expected is what then happens to tickets that it
// never saw, with a model of `relevo train` and the thresholds of the report.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type TriageReport, triageReportSchema } from '../schemas/triage-report.ts'
import { wilsonInterval } from '../src/classify/model/evaluate/wilson-interval.ts'
import { openClassifier } from '../src/classify/open-classifier.ts'
import { loadConfig } from '../src/config/load-config.ts'
import { createFreshdeskSandbox } from '../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../src/sandbox/serve-sandbox.ts'
import type { BacktestSet, PastRow } from './backtest-sets.ts'

export interface BacktestFigures {
  tickets: number
  seconds: number
  /** As the report has it, and as it is counted from the labels of the set and the replay ticket by ticket. */
  precision: Compared
  coverage: Compared
  /** The largest difference of any category with at least 20 tickets written, or said to be of it. */
  worstCategory: number
  /** What the report expects from now on, and what came of tickets that nobody had seen. */
  expectedPrecision: Realised
  expectedCoverage: Realised
}

export interface Compared {
  reported: number
  counted: number
}

export interface Realised {
  expected: number
  /** Null: there is nothing to tell it by. */
  realised: number | null
  /** Where the true part lies with 95 % certainty, by these tickets (Wilson). */
  interval: [number, number]
  of: number
}

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const apiKey = 'bench-key-0123456789'

/** Everything of one set, in a folder that is gone afterwards. Rejects when a command fails, with what it said. */
export const measureBacktest = async (
  set: BacktestSet,
  { blocks = 8, seed = 1 }: { blocks?: number; seed?: number } = {},
): Promise<BacktestFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-backtest-'))
  const helpdesk = set.place === 'help desk' ? await openHelpdesk(set.past) : null
  try {
    const env = {
      RELEVO_DATA_DIR: join(folder, 'data'),
      RELEVO_CONFIG: join(folder, 'relevo.yaml'),
      ...helpdesk?.env,
    }
    await writeFile(env.RELEVO_CONFIG, composeConfiguration(set))
    const file = join(folder, 'past.jsonl')
    await writeFile(file, set.past.map((row) => `${JSON.stringify(toLine(row))}\n`).join(''))
    const dump = join(folder, 'dump.jsonl')
    const where = helpdesk === null ? ['--from', file] : ['--helpdesk', 'main', '--days', '95']
    const args = ['--json', '--dump', dump, '--blocks', String(blocks), '--seed', String(seed)]
    const began = performance.now()
    const report = triageReportSchema.parse(
      JSON.parse(await runRelevo(['triage', 'backtest', ...where, ...args], env)),
    )
    const seconds = (performance.now() - began) / 1000
    const counted = count(await readDump(dump), set.past)
    const from = helpdesk === null ? file : 'main'
    const training = ['--target', 'category', '--quick', '--promote', '--seed', String(seed)]
    await runRelevo(['train', '--from', from, '--since', '95d', ...training], env)
    const { precision, coverage } = await lookAhead(set.future, report, env)
    return {
      tickets: set.past.length,
      seconds,
      precision: { reported: report.overall.written_precision.share ?? 0, counted: counted.precision },
      coverage: { reported: report.overall.coverage.share ?? 0, counted: counted.coverage },
      worstCategory: findWorst(report, counted),
      expectedPrecision: precision,
      expectedCoverage: coverage,
    }
  } finally {
    await helpdesk?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Categories by tag at the help desk, by name in the file; without any rule. */
const composeConfiguration = ({ past, future }: BacktestSet): string => {
  const labels = [...new Set([...past, ...future].map(({ label }) => label))].sort()
  const categories = labels.map((label) => [nameOf(label), { names: [label], tags: [nameOf(label)] }])
  return JSON.stringify({ categories: Object.fromEntries(categories) })
}

const nameOf = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)

const toLine = ({ id, subject, text, label, family, createdAt, resolvedAt }: PastRow) => ({
  id,
  subject,
  text,
  category: label,
  created_at: new Date(createdAt).toISOString(),
  resolved_at: new Date(resolvedAt).toISOString(),
  ...(family === null ? {} : { thread: family }),
})

/** A Freshdesk with that history. One ticket is made over its API, and the others after it: a thousand calls would prove no more. */
const openHelpdesk = async (past: readonly PastRow[]) => {
  const sandbox = createFreshdeskSandbox({
    apiKeys: { [apiKey]: {} },
    limits: { total: 50_000, listTickets: null },
  })
  const served = await serveSandbox({ sandbox })
  const answer = await fetch(`${served.url}/api/v2/tickets`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`,
    },
    body: JSON.stringify({
      email: 'ana@example.com',
      subject: '.',
      description: '.',
      status: 5,
      priority: 1,
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const { tickets } = sandbox.account
  const [first] = tickets.values()
  if (first === undefined) throw new Error('The sandbox made no ticket.')
  tickets.clear()
  for (const { id, subject, text: words, label, createdAt, resolvedAt } of past)
    tickets.set(id, {
      ...first,
      id,
      subject,
      description: `<div>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</div>`,
      descriptionText: words,
      tags: [nameOf(label)],
      createdAt,
      updatedAt: resolvedAt,
      stats: { ...first.stats, closedAt: resolvedAt },
    })
  const env = { FRESHDESK_BASE_URL: served.url, FRESHDESK_API_KEY: apiKey }
  return { env, close: () => served.close() }
}

const runRelevo = async (args: string[], env: Record<string, string>): Promise<string> => {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  if (code !== 0)
    throw new Error(`relevo ${args.slice(0, 2).join(' ')} ended with ${code}: ${err.slice(-2000)}`)
  return out
}

const dumpSchema = z.object({
  ticket: z.string(),
  category: z.string().nullable(),
  confidence: z.number().nullable(),
  model: z.string().nullable(),
  block: z.number(),
  threshold: z.number().nullable(),
  written: z.boolean(),
})
type DumpRow = z.output<typeof dumpSchema>

const readDump = async (path: string): Promise<DumpRow[]> =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => dumpSchema.parse(JSON.parse(line)))

interface Counted {
  precision: number
  coverage: number
  byCategory: Map<string, { said: number; written: number; right: number }>
}

/** Naively: the labels of the set against what was said and written, from the first block on that had a model. */
const count = (rows: readonly DumpRow[], past: readonly PastRow[]): Counted => {
  const labels = new Map(past.map(({ id, label }) => [String(id), nameOf(label)]))
  const begun = Math.min(
    ...rows.filter(({ model }) => model?.startsWith('replay-') === true).map(({ block }) => block),
  )
  const byCategory: Counted['byCategory'] = new Map()
  let [all, written, right] = [0, 0, 0]
  for (const row of rows) {
    if (row.block < begun) continue
    all += 1
    if (row.category === null) continue
    const own = byCategory.get(row.category) ?? { said: 0, written: 0, right: 0 }
    byCategory.set(row.category, own)
    own.said += 1
    const reaches = row.threshold !== null && row.confidence !== null && row.confidence >= row.threshold
    if (row.written && !reaches) throw new Error(`Ticket ${row.ticket} was written below its threshold.`)
    if (!row.written) continue
    written += 1
    own.written += 1
    if (labels.get(row.ticket.replace(/^(#|main:)/, '')) !== row.category) continue
    right += 1
    own.right += 1
  }
  return {
    precision: written === 0 ? 0 : right / written,
    coverage: all === 0 ? 0 : written / all,
    byCategory,
  }
}

const leastOfCategory = 20

const findWorst = ({ categories }: TriageReport, { byCategory }: Counted): number =>
  categories.reduce((worst, { category, coverage, written_precision: precision }) => {
    const own = byCategory.get(category)
    if (own === undefined || own.said < leastOfCategory) return worst
    const ofCoverage = Math.abs((coverage.share ?? 0) - own.written / own.said)
    const ofPrecision =
      own.written < leastOfCategory ? 0 : Math.abs((precision.share ?? 0) - own.right / own.written)
    return Math.max(worst, ofCoverage, ofPrecision)
  }, 0)

/** What the model in use and the thresholds of the report come to on what came afterwards. */
const lookAhead = async (
  future: readonly PastRow[],
  { categories }: TriageReport,
  env: Record<string, string>,
): Promise<{ precision: Realised; coverage: Realised }> => {
  const loaded = loadConfig({ env })
  const config = loaded.ok ? loaded.config : loaded.readable
  if (config === null) throw new Error('The configuration of the bench is faulty.')
  const classifier = openClassifier({ config, observe: () => {} })
  const thresholds = new Map(categories.map(({ category, threshold }) => [category, threshold]))
  let [said, written, right] = [0, 0, 0]
  for (const { subject, text: words, label } of future) {
    const input = {
      subject: subject || null,
      text: words,
      botCategory: null,
      language: null,
      trustBot: false,
    }
    const { category, confidence, reasons, steps = [] } = await classifier.classify(input)
    const step = steps.find((each) => each.step === 'model')
    const isStrange = reasons.some(({ code }) => code === 'model-out-of-scope' || code === 'model-language')
    const leaning = category ?? step?.category ?? null
    if (leaning === null) continue
    said += 1
    const sure = confidence ?? step?.confidence ?? 0
    const threshold = thresholds.get(leaning)?.threshold ?? null
    if (threshold === null || sure < threshold || (category === null && isStrange)) continue
    written += 1
    if (leaning === nameOf(label)) right += 1
  }
  const expected = sumExpected(categories)
  return {
    precision: {
      expected: expected.precision,
      realised: written === 0 ? null : right / written,
      interval: wilsonInterval(written, right),
      of: written,
    },
    coverage: {
      expected: expected.coverage,
      realised: said === 0 ? null : written / said,
      interval: wilsonInterval(said, written),
      of: said,
    },
  }
}

/** Over all categories, each by the tickets that were said to be of it in the replay. */
const sumExpected = (categories: TriageReport['categories']): { precision: number; coverage: number } => {
  let [texts, written, right] = [0, 0, 0]
  for (const { predicted, threshold } of categories) {
    const own = predicted * (threshold.expected_coverage ?? 0)
    texts += predicted
    written += own
    right += own * (threshold.expected_precision ?? 0)
  }
  return { precision: written === 0 ? 0 : right / written, coverage: texts === 0 ? 0 : written / texts }
}
