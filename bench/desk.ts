// How long a browser waits for the first byte of each page of the desk, and how much a page weighs with all that it loads, over
// a store with as much in it as a large team has after a quarter. The service runs as it is, in a process of its own, beside
// a bare Fastify that answers pages of the same size; both take turns, so that a noisy neighbour hits both.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Client } from 'undici'
import type { Database } from '../src/database/database.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { startChild } from './child.ts'
import { median, percentile } from './classify/percentile.ts'
import { type Asked, openDeskBrowser, type Weight } from './desk-browser.ts'
import { listDeskPages } from './desk-pages.ts'
import { admin, type DeskSizes, fillDesk } from './fill-desk.ts'
import { cpuMs } from './start.ts'
import { createWorld } from './world.ts'

export interface DeskOptions {
  sizes: DeskSizes
  /** Of each page, after `warmUp` others. */
  requests: number
  warmUp: number
  /** Where the filled store stays for the next time; null: nowhere. */
  keep: string | null
  onProgress?: (done: number, of: number, what: string) => void
}

export interface PageFigures {
  name: string
  /** First byte, ms. */
  p50: number
  p99: number
  bareP50: number
  /** Of the service's processor for one page, all threads and what it does besides; ms. */
  cpu: number
  weight: Weight
}

export interface DeskFigures {
  pages: PageFigures[]
  /** Hand-offs whose words the search knows. */
  indexed: number
  /** Null: the store was there already. */
  fillSeconds: number | null
}

/** Of the rows that pages are about. */
export interface DeskSubjects {
  delivered: string
  parked: string
}

// What is filled in is up to 90 days old, and is not to be erased while it is measured.
const sections = 'retention: { payloads: 3650d, audit: 3650d }\n'

const readSubjects = async ({ kysely }: Database): Promise<DeskSubjects & { indexed: number }> => {
  const newest = async (state: 'delivered' | 'parked'): Promise<string> => {
    const query = kysely.selectFrom('handoffs').select('id').where('state', '=', state)
    return (await query.orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()).id
  }
  const { indexed } = await kysely
    .selectFrom('search_entries')
    .select(({ fn }) => fn.countAll<number>().as('indexed'))
    .executeTakeFirstOrThrow()
  return { delivered: await newest('delivered'), parked: await newest('parked'), indexed }
}

/** Fills the folder unless it was filled before, and tells what is in it. */
const prepare = async (folder: string, { sizes, onProgress }: DeskOptions) => {
  await mkdir(folder, { recursive: true })
  const note = join(folder, 'filled.json')
  const dataDir = join(folder, 'data')
  const isFilled = existsSync(note)
  if (isFilled && (await readFile(note, 'utf8')) !== JSON.stringify(sizes))
    throw new Error(`${folder} was filled with other sizes; name another folder or empty it.`)
  // What an interrupted filling has left.
  if (!isFilled) await rm(dataDir, { recursive: true, force: true })
  const database = await openDatabase({ dataDir, exclusive: true, logger: pino({ level: 'silent' }) })
  try {
    const begun = performance.now()
    if (!isFilled) await fillDesk(database, sizes, Date.now(), onProgress)
    const fillSeconds = isFilled ? null : (performance.now() - begun) / 1000
    if (!isFilled) await writeFile(note, JSON.stringify(sizes))
    return { dataDir, fillSeconds, ...(await readSubjects(database)) }
  } finally {
    await database.close()
  }
}

export const measureDesk = async (options: DeskOptions): Promise<DeskFigures> => {
  const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'relevo-bench-desk-')))
  try {
    const { dataDir, fillSeconds, indexed, ...subjects } = await prepare(folder, options)
    const world = await createWorld({ dataDir, settings: { sections } })
    try {
      const ticket = world.sandbox.people.write({
        ...{ email: 'marta@example.com', subject: 'El pedido no ha llegado' },
        text: 'Lo esperaba ayer.',
      })
      const pages = await measurePages(
        { url: world.url(), pid: world.relevo().pid },
        { ...subjects, ticket: String(ticket) },
        options,
      )
      return { pages, indexed, fillSeconds }
    } finally {
      await world.close()
    }
  } finally {
    if (options.keep === null) await rm(folder, { recursive: true, force: true })
  }
}

const measurePages = async (
  relevo: { url: string; pid: number },
  subjects: DeskSubjects & { ticket: string },
  { requests, warmUp, onProgress }: DeskOptions,
): Promise<PageFigures[]> => {
  const bareServer = await startChild('bench/bare-page.ts', [], { isReady: (line) => 'url' in line })
  const bare = new Client(String(bareServer.ready['url']), { pipelining: 1 })
  const signedIn = openDeskBrowser(relevo.url)
  const stranger = openDeskBrowser(relevo.url)
  try {
    await signedIn.signIn(admin)
    const repair = (await signedIn.ask({ path: '/repair' })).body.toString()
    const reason = /\/repair\/reason\/(\w+)/.exec(repair)?.[1] ?? ''
    const pages = listDeskPages({ ...subjects, reason })
    const figures: PageFigures[] = []
    for (const page of pages) {
      const browser = page.isPublic === true ? stranger : signedIn
      const ask = async (asked: Asked) => {
        const answered = await browser.ask(asked)
        if (answered.status !== 200) throw new Error(`${page.name} was answered ${answered.status}.`)
        return answered
      }
      const askBare = async (bytes: number): Promise<number> => {
        const begun = performance.now()
        const { body } = await bare.request({ path: `/${bytes}`, method: 'GET' })
        const firstByteMs = performance.now() - begun
        await body.dump()
        return firstByteMs
      }
      for (let count = 0; count < warmUp; count += 1) await askBare((await ask(page)).bytes)
      const cpuBefore = await cpuMs(relevo.pid)
      const [times, bareTimes]: [number[], number[]] = [[], []]
      for (let count = 0; count < requests; count += 1) {
        const { firstByteMs, bytes } = await ask(page)
        times.push(firstByteMs)
        bareTimes.push(await askBare(bytes))
      }
      const cpu = ((await cpuMs(relevo.pid)) - cpuBefore) / requests
      figures.push({
        ...{ name: page.name, p50: median(times), p99: percentile(times, 0.99), bareP50: median(bareTimes) },
        ...{ cpu, weight: await browser.weigh(page) },
      })
      onProgress?.(figures.length, pages.length, 'pages')
    }
    return figures
  } finally {
    await Promise.all([signedIn.close(), stranger.close(), bare.close()])
    await bareServer.end()
  }
}
