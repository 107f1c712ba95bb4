import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
} from '../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { FreshdeskSandboxOptions } from '../src/sandbox/freshdesk/options.ts'
import { type ServedSandbox, serveSandbox } from '../src/sandbox/serve-sandbox.ts'
import { type Child, startChild } from './child.ts'
import { type BenchSettings, benchConfiguration, benchEnvironment } from './relevo-under-test.ts'

/** A help desk in this process and one or more Relevos in processes of their own, on a fresh folder, talking over loopback. */
export interface World {
  sandbox: FreshdeskSandbox
  served: ServedSandbox
  folder: string
  /** Null: SQLite in the folder. */
  databaseUrl: string | null
  /** The Relevos as they run now, in the order in which they were first started. */
  relevos(): Child[]
  /** One of them, the first unless said otherwise; changes with every restart. */
  relevo(index?: number): Child
  /** Stays the same over restarts. */
  url(index?: number): string
  /** kill -9 by pid, then a new process on the same store and port. */
  killAndRestart(index?: number): Promise<void>
  /** One more replica; resolves with its index when it listens. */
  startAnother(): Promise<number>
  close(): Promise<void>
}

export interface WorldOptions {
  /** Absent: a folder of its own. */
  dataDir?: string
  /** PostgreSQL's address, for each replica if they get there by different ways. Must be empty. Absent: SQLite. */
  databaseUrl?: string | ((index: number) => string)
  /** How many Relevos are started; 1 unless said otherwise, and more only over PostgreSQL. */
  replicas?: number
  sandbox?: Omit<FreshdeskSandboxOptions, 'apiKeys'>
  settings?: Omit<BenchSettings, 'helpdeskUrl'>
}

export const createWorld = async (options: WorldOptions): Promise<World> => {
  const { databaseUrl, dataDir, replicas = 1 } = options
  if (replicas > 1 && databaseUrl === undefined) throw new Error('Several replicas need a databaseUrl.')
  const sandbox = createFreshdeskSandbox({ ...options.sandbox, apiKeys: { 'bench-freshdesk-key': {} } })
  const served = await serveSandbox({ sandbox })
  const folder = await mkdtemp(join(tmpdir(), 'relevo-bench-'))
  await writeFile(
    join(folder, 'relevo.yaml'),
    benchConfiguration({ helpdeskUrl: served.url, ...options.settings }),
  )
  const databaseUrlOf = (index: number): string | undefined =>
    typeof databaseUrl === 'function' ? databaseUrl(index) : databaseUrl
  const relevos: Child[] = []
  const relevo = (index = 0): Child => {
    const child = relevos[index]
    if (child === undefined) throw new Error(`There is no replica ${index}.`)
    return child
  }
  const url = (index = 0): string => String(relevo(index).ready['url'])
  const start = async (index: number) => {
    const ownDatabase = databaseUrlOf(index)
    relevos[index] = await startChild('src/cli.ts', ['serve'], {
      env: benchEnvironment(folder, {
        PORT: relevos[index] === undefined ? '0' : new URL(url(index)).port,
        ...(ownDatabase === undefined ? {} : { DATABASE_URL: ownDatabase }),
        ...(dataDir === undefined ? {} : { RELEVO_DATA_DIR: dataDir }),
      }),
      isReady: (line) => line['msg'] === 'listening',
    })
  }
  const close = async () => {
    await Promise.all(relevos.map((child) => child.end('SIGKILL')))
    await served.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    // One after the other, so that an index says which was first.
    for (let index = 0; index < replicas; index += 1) await start(index)
  } catch (error) {
    await close()
    throw error
  }
  return {
    sandbox,
    served,
    folder,
    databaseUrl: databaseUrlOf(0) ?? null,
    relevos: () => [...relevos],
    relevo,
    url,
    killAndRestart: async (index = 0) => {
      await relevo(index).end('SIGKILL')
      await start(index)
    },
    startAnother: async () => {
      const index = relevos.length
      await start(index)
      return index
    },
    close,
  }
}

export interface Custody {
  received: number
  delivered: number
  underWay: number
  parked: number
  dismissed: number
  balanced: boolean
}

export const readCustody = async (url: string): Promise<Custody> => {
  const response = await fetch(`${url}/v1/custody`, {
    headers: { authorization: 'Bearer bench-api-key-0123456789' },
  })
  const sum: unknown = await response.json()
  const figure = (name: string): number =>
    typeof sum === 'object' && sum !== null ? Number(Reflect.get(sum, name)) : Number.NaN
  return {
    received: figure('received'),
    delivered: figure('delivered'),
    underWay: figure('under_way'),
    parked: figure('parked'),
    dismissed: figure('dismissed'),
    balanced: typeof sum === 'object' && sum !== null && Reflect.get(sum, 'balanced') === true,
  }
}

/** Waits until nothing is under way. Throws with the figures when that does not happen in time. */
export const waitUntilDrained = async (url: () => string, timeoutMs: number): Promise<Custody> => {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const custody = await readCustody(url()).catch(() => null)
    if (custody !== null && custody.underWay === 0) return custody
    if (performance.now() > deadline)
      throw new Error(`Not drained within ${timeoutMs} ms: ${JSON.stringify(custody)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Until triage has read the help desk's changes to their end once: what was there before is only watched. */
export const waitUntilCaughtUp = async (url: () => string): Promise<void> => {
  const headers = { authorization: 'Bearer bench-api-key-0123456789' }
  const deadline = performance.now() + 60_000
  for (;;) {
    const status = await fetch(`${url()}/v1/triage`, { headers }).then(
      (response) => response.text(),
      () => '',
    )
    if (status.includes('"caught_up_at":"')) return
    if (performance.now() > deadline) throw new Error(`Triage has not read its first list: ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Posts one hand-off of a person of its own. Resolves with its id when it was acknowledged, null when not. */
export const post = async (url: string, number: number, signal?: AbortSignal): Promise<string | null> => {
  try {
    const response = await fetch(`${url}/webhooks/bench`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-webhook-secret': 'bench-secret-0123456789' },
      body: JSON.stringify({
        user_email: `person-${number}@example.com`,
        conversation_summary: `Petition number ${number}: the parcel has not arrived.`,
        category: 'shipping',
        subject: `Petition ${number}`,
        message_id: `petition-${number}`,
      }),
      signal: signal ?? AbortSignal.timeout(10_000),
    })
    const answer: unknown = await response.json()
    if (!response.ok || typeof answer !== 'object' || answer === null) return null
    return String(Reflect.get(answer, 'handoff_id'))
  } catch {
    return null
  }
}

export interface TicketCount {
  tickets: number
  /** Subjects that stand on more than one ticket: hand-offs with two effects. */
  duplicated: string[]
  /** Numbers of the acknowledged hand-offs that have no ticket. */
  lost: number[]
}

/** Counts, in the help desk itself, what became of the acknowledged hand-offs. */
export const countTickets = (sandbox: FreshdeskSandbox, acknowledged: Iterable<number>): TicketCount => {
  const perSubject = new Map<string, number>()
  for (const ticket of sandbox.account.tickets.values())
    perSubject.set(ticket.subject ?? '', (perSubject.get(ticket.subject ?? '') ?? 0) + 1)
  return {
    tickets: sandbox.account.tickets.size,
    duplicated: [...perSubject].filter(([, count]) => count > 1).map(([subject]) => subject),
    lost: [...acknowledged].filter((number) => !perSubject.has(`Petition ${number}`)),
  }
}
