import { createRandom } from '../faults/create-random.ts'
import type { SandboxClock } from '../sandbox-clock.ts'

/** What is to be posted, composed anew for each attempt: signatures hold the time. */
export interface Message {
  /** Of the rule or webhook. */
  name: string
  ticketId: number
  url: string
  compose: () => { headers: Record<string, string>; body: string }
}

/** One request that went out. `status` null: no answer (yet), and `error` says why. */
export interface Delivery {
  number: number
  name: string
  ticketId: number
  /** From 1. */
  attempt: number
  /** Sent twice by a fault. */
  isRepeat: boolean
  at: number
  headers: Record<string, string>
  body: string
  status: number | null
  error: string | null
}

/** What goes wrong on the way; probabilities 0..1. */
export interface WebhookFaults {
  repeat: number
  lose: number
  delayMs: number
}

export interface SenderOptions {
  clock: SandboxClock
  timeoutMs: number
  seed: number
  /** How long until the next attempt, after so many; null: it is given up. */
  retryAfter: (
    attempts: number,
    refusal: { status: number | null; retryAfterS: number | null },
  ) => number | null
}

const mostInFlight = 20
const longestLog = 100_000

/** Posts messages, a few at a time, and again later when they are refused. Their order is not kept, as the vendors' is not. */
export const createSender = ({ clock, timeoutMs, seed, retryAfter }: SenderOptions) => {
  const deliveries: Delivery[] = []
  const usual: WebhookFaults = { repeat: 0, lose: 0, delayMs: 0 }
  const faults: WebhookFaults = { ...usual }
  let random = createRandom(seed)
  let life = 0
  let count = 0
  let waiting: (() => Promise<void>)[] = []
  let inFlight = 0
  const idle: (() => void)[] = []

  const later = (ms: number, act: () => void): void => {
    const bornIn = life
    clock.after(ms, () => bornIn === life && act())
  }

  const work = (): void => {
    while (inFlight < mostInFlight) {
      const next = waiting.shift()
      if (next === undefined) break
      inFlight += 1
      void next().finally(() => {
        inFlight -= 1
        work()
      })
    }
    if (inFlight > 0 || waiting.length > 0) return
    for (const resolve of idle.splice(0)) resolve()
  }

  const post = async (message: Message, attempt: number, isRepeat: boolean): Promise<void> => {
    const bornIn = life
    const { name, ticketId, url } = message
    const { headers, body } = message.compose()
    const own = { name, ticketId, attempt, isRepeat, at: clock.now(), headers, body }
    const delivery: Delivery = { number: ++count, ...own, status: null, error: null }
    if (deliveries.length >= longestLog) deliveries.splice(0, longestLog / 2)
    deliveries.push(delivery)
    let retryAfterS: number | null = null
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      await response.arrayBuffer()
      delivery.status = response.status
      if (response.ok) return
      retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN)
      if (!Number.isFinite(retryAfterS)) retryAfterS = null
    } catch (error) {
      delivery.error = error instanceof Error ? error.name : 'unknown'
    }
    const ms = isRepeat ? null : retryAfter(attempt, { status: delivery.status, retryAfterS })
    if (ms !== null && bornIn === life) later(ms, () => queue(message, attempt + 1, false))
  }

  const queue = (message: Message, attempt: number, isRepeat: boolean): void => {
    const bornIn = life
    waiting.push(async () => {
      if (bornIn === life) await post(message, attempt, isRepeat)
    })
    work()
  }

  return {
    deliveries: deliveries as readonly Delivery[],
    /** May be changed while it runs. */
    faults,
    send: (message: Message): void => {
      const isLost = random() < faults.lose
      const isRepeated = random() < faults.repeat
      if (isLost) return
      const go = () => {
        queue(message, 1, false)
        if (isRepeated) queue(message, 1, true)
      }
      if (faults.delayMs > 0) later(faults.delayMs, go)
      else go()
    },
    /** Resolves when nothing is on its way; what waits for a retry is not waited for. */
    settled: (): Promise<void> =>
      new Promise((resolve) => {
        idle.push(resolve)
        work()
      }),
    /** Forgets what has still to be sent, and all that was. */
    reset: (): void => {
      life += 1
      waiting = []
      for (const resolve of idle.splice(0)) resolve()
      deliveries.length = 0
      count = 0
      random = createRandom(seed)
      Object.assign(faults, usual)
    },
  }
}

export type Sender = ReturnType<typeof createSender>
