// A help desk with thousands of tickets that nobody has looked at, and hand-offs that go on coming. What may be spent is the physical
// limit: the account's rate limit, all of which is Relevo's here. Calls and credits are counted by the help desk, not by us.
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createWorld, type World, waitUntilCaughtUp } from './world.ts'

export interface CatchUpOptions {
  tickets: number
  /** Credits in a window, and the window's length. */
  limit: number
  windowMs: number
  /** Hand-offs without anything else going on, and as many while it catches up. */
  handoffs: number
  onProgress?: (written: number) => void
}

export interface CatchUpFigures {
  /** From the first write of triage to the last. */
  seconds: number
  credits: number
  /** Credits spent in that time, of those that there were. */
  utilisation: number
  rateLimited: number
  /** Tickets that are in the group where they belong. */
  filed: number
  /** From the request to the answer of a delivered hand-off: the median and the worst, ms. */
  calmMs: [median: number, worst: number]
  busyMs: [median: number, worst: number]
  /** Calls of one hand-off, and how far apart calls are when the budget is spent evenly. */
  callsPerHandoff: number
  tickMs: number
}

const sections = `
categories:
  billing: { keywords: [invoice], group: Billing, tags: [billing] }
classification: { model: none }
`
const triage = `
triage: { mode: apply, control: 0, every: 1s, since: 30d }
`

export const measureCatchUp = async (options: CatchUpOptions): Promise<CatchUpFigures> => {
  const { tickets, limit, windowMs, handoffs, onProgress = () => {} } = options
  const free = { create: null, update: null, listTickets: null, listContacts: null }
  const world = await createWorld({
    sandbox: {
      groups: [{ name: 'Billing' }],
      limits: { total: limit, perWindowMs: windowMs, ...free },
      seed: 1,
    },
    settings: { windowMs, perWindow: limit, sections },
  })
  try {
    const { sandbox } = world
    const calm = await deliver(world, 0, handoffs)
    const callsPerHandoff = sandbox.requests.length / handoffs
    await appendFile(join(world.folder, 'relevo.yaml'), triage)
    await world.killAndRestart()
    // It has read the list to its end once; what comes while it is away it finds when it is back.
    await waitUntilCaughtUp(world.url)
    await world.relevo().end('SIGKILL')
    await seed(world, tickets)
    await world.killAndRestart()
    const isWrite = ({ method, status }: (typeof sandbox.requests)[number]) =>
      method === 'PUT' && status !== null && status < 300
    await until(() => sandbox.requests.some(isWrite))
    const from = performance.now()
    const firstCall = sandbox.requests.length
    const [busy] = await Promise.all([
      deliver(world, handoffs, handoffs),
      until(() => {
        const written = filedIn(world)
        onProgress(written)
        return written >= tickets
      }),
    ])
    const seconds = (performance.now() - from) / 1000
    const calls = sandbox.requests.slice(firstCall)
    const spent = calls.reduce((sum, call) => sum + call.credits, 0)
    return {
      seconds,
      credits: spent,
      utilisation: spent / ((seconds * 1000 * limit) / windowMs),
      rateLimited: sandbox.requests.filter(({ status }) => status === 429).length,
      filed: filedIn(world),
      calmMs: summarise(calm),
      busyMs: summarise(busy),
      callsPerHandoff,
      tickMs: windowMs / limit,
    }
  } finally {
    await world.close()
  }
}

/** As many in a second as a help desk can hold apart, since its times are whole seconds. */
const perSecond = 600

const seed = async ({ sandbox }: World, tickets: number): Promise<void> => {
  for (let number = 0; number < tickets; number += 1) {
    sandbox.people.write({
      email: `customer-${number}@example.com`,
      subject: `Question ${number}`,
      text: `The invoice ${number} cannot be right. Please have a look at it.`,
    })
    if (number % perSecond === perSecond - 1) await pause(1_000)
  }
}

const filedIn = ({ sandbox }: World): number => {
  let filed = 0
  for (const ticket of sandbox.account.tickets.values())
    if (ticket.groupId !== null && ticket.subject?.startsWith('Question ')) filed += 1
  return filed
}

/** One after the other, each until its ticket is told; how long each took, in ms. */
const deliver = async (world: World, first: number, count: number): Promise<number[]> => {
  const took: number[] = []
  for (let number = first; number < first + count; number += 1) {
    const began = performance.now()
    const response = await fetch(`${world.url()}/webhooks/bench?wait=25`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-webhook-secret': 'bench-secret-0123456789' },
      body: JSON.stringify({
        user_email: `person-${number}@example.com`,
        conversation_summary: `Petition number ${number}: the parcel has not arrived.`,
        message_id: `petition-${number}`,
      }),
    })
    if (response.status !== 201) throw new Error(`A hand-off was answered ${response.status}.`)
    await response.arrayBuffer()
    took.push(performance.now() - began)
    await pause(50)
  }
  return took
}

const summarise = (took: number[]): [number, number] => {
  const sorted = took.toSorted((one, other) => one - other)
  return [sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, sorted.at(-1) ?? Number.NaN]
}

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 1_800_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('It did not come about within half an hour.')
    await pause(10)
  }
}
