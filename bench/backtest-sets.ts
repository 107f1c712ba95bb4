import { createRandom } from '../src/classify/model/learn/random.ts'
import type { DataRow, DataSets } from './classify/data-sets.ts'

/** A ticket of a data set as it came in at a help desk. */
export interface PastRow {
  /** From 1, in the order in which they came in. */
  id: number
  subject: string
  text: string
  label: string
  /** What belongs together; null: nobody says it. */
  family: string | null
  /** ms */
  createdAt: number
  resolvedAt: number
}

export interface BacktestSet {
  name: string
  /** Where it is replayed from: a help desk over a socket, or a file. */
  place: 'help desk' | 'file'
  /** What there was up to a moment, and what came after it: texts and labels that the backtest never sees. */
  past: PastRow[]
  future: PastRow[]
}

const dayMs = 86_400_000
/** How long a ticket is worked on: from a quarter of a day to two days. */
const workedOn = { leastMs: dayMs / 4, mostMs: 2 * dayMs }

interface Source {
  name: string
  place: BacktestSet['place']
  load(data: DataSets): Promise<{ past: DataRow[]; future: DataRow[] }>
}

const splitOf = (folder: string) => async (data: DataSets) => ({
  past: await data.read(`${folder}/train`),
  future: await data.read(`${folder}/test`),
})

/** Licences: MIT, non-commercial (measured only), CC BY 4.0, CDLA-Sharing; nothing of them is kept. */
const sources: readonly Source[] = [
  { name: 'endava_tickets', place: 'help desk', load: splitOf('endava_tickets') },
  { name: 'otai_tickets', place: 'file', load: splitOf('otai_tickets') },
  { name: 'banking77', place: 'file', load: splitOf('banking77') },
  {
    name: 'bitext',
    place: 'file',
    async load(data) {
      // It comes without a split; made from templates, it says nothing of quality, but much of figures that agree.
      const rows = shuffled(await data.read('bitext/intents_8k'), 7)
      const cut = Math.round(rows.length * 0.75)
      return { past: rows.slice(0, cut), future: rows.slice(cut) }
    },
  },
]

export const backtestSetNames = sources.map(({ name }) => name)

/**
 * A set spread over the 90 days before `now`, by chance, but what belongs together on one day, as an outage's tickets come. Null: it is
 * not on this machine. `most`: the first so many of past and future by chance.
 */
export const loadBacktestSet = async (
  name: string,
  data: DataSets,
  { now, seed, most = Number.POSITIVE_INFINITY }: { now: number; seed: number; most?: number },
): Promise<BacktestSet | null> => {
  const source = sources.find((each) => each.name === name)
  if (source === undefined || !data.has(name)) return null
  const { past, future } = await source.load(data)
  return {
    name,
    place: source.place,
    past: spread(shuffled(past, seed).slice(0, most), { now, seed }),
    future: spread(shuffled(future, seed).slice(0, most), { now, seed }),
  }
}

const spread = (rows: readonly DataRow[], { now, seed }: { now: number; seed: number }): PastRow[] => {
  const random = createRandom(seed)
  const lastDay = now - 91 * dayMs
  const days = new Map<string, number>()
  const dayOf = (family: string | null): number => {
    const day = (family === null ? undefined : days.get(family)) ?? Math.floor(random() * 88)
    if (family !== null) days.set(family, day)
    return day
  }
  return rows
    .map((row) => {
      const createdAt = Math.floor(lastDay + (1 + dayOf(row.group ?? null) + random()) * dayMs)
      const { leastMs, mostMs } = workedOn
      return { row, createdAt, resolvedAt: Math.floor(createdAt + leastMs + random() * (mostMs - leastMs)) }
    })
    .sort((one, other) => one.createdAt - other.createdAt)
    .map(({ row, ...times }, place) => ({
      id: place + 1,
      subject: row.subject ?? row.title ?? '',
      text: row.text,
      label: row.label,
      family: row.group ?? null,
      ...times,
    }))
}

const shuffled = <T>(rows: readonly T[], seed: number): T[] => {
  const random = createRandom(seed)
  return rows
    .map((row) => ({ row, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ row }) => row)
}
