import { createBell } from '../../ops/create-bell.ts'
import { keepTurning } from '../../ops/keep-turning.ts'
import type { TriageTicket } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { createChoiceReader } from './create-choice-reader.ts'
import { createRunOpener } from './create-run-opener.ts'
import { createStillness } from './create-stillness.ts'
import { createStopWatch, isStopSet } from './create-stop-watch.ts'
import { createMender } from './mend.ts'
import { workTicket } from './work-ticket.ts'
import type { WriteTools } from './write-tools.ts'
import type { Writer, WriterOptions } from './writer.ts'

/** Pokes tell of what this process has found; what another one found, and switches, are seen by looking. */
const idleMs = 2_000
const shutMs = 15_000
const troublePause = { first: 1_000, ceiling: 30_000 }
const usualConcurrency = 16

/**
 * The writer of one help desk. A few tickets are under way at once, so that the budget is never idle while something is due; a ticket is
 * marked before its write is sent, and looked after when nobody tells what came of it.
 */
export const createWriter = (options: WriterOptions): Writer => {
  const { helpdesk, store, clock, random, concurrency = usualConcurrency } = options
  const logger = options.logger.child({ helpdesk: helpdesk.name })
  const stopping = new AbortController()
  const [dueBell, hintBell] = [createBell(clock), createBell(clock)]
  const underWay = new Map<string, Promise<void>>()
  let running: Promise<unknown> | null = null
  let unsubscribe = () => {}

  const told = new Set<string>()
  const tools: WriteTools = {
    ...options,
    choices: options.choices ?? createChoiceReader(helpdesk),
    openRun: createRunOpener(store),
    stillness: createStillness(clock),
    stopWatch: createStopWatch({ store, clock, logger }),
    logger,
    stopping: stopping.signal,
    conflicts: new Map(),
    tellRefused: (field, value) => {
      if (told.has(`${field}\n${value}`)) return
      told.add(`${field}\n${value}`)
      logger.warn({ field, value }, 'the help desk does not take a value that is configured')
    },
  }
  const mender = createMender(tools)

  const begin = (ticket: TriageTicket): void => {
    const job = workTicket(ticket, tools).finally(() => {
      underWay.delete(ticket.ticketId)
      dueBell.ring()
    })
    underWay.set(ticket.ticketId, job)
  }

  const write = async (): Promise<void> => {
    if (helpdesk.availability().state === 'shut') return dueBell.wait(clock.now() + shutMs)
    const free = concurrency - underWay.size
    if (free > 0 && !isStopSet(await store.switches())) {
      // Those under way are due until they are marked.
      const due = await store.due({
        helpdesk: helpdesk.name,
        now: clock.now(),
        limit: concurrency + underWay.size,
      })
      const fresh = due.filter(({ ticketId }) => !underWay.has(ticketId)).slice(0, free)
      if (stopping.signal.aborted) return
      for (const ticket of fresh) begin(ticket)
    }
    await dueBell.wait(clock.now() + idleMs)
  }

  const mend = async (): Promise<void> => {
    if (helpdesk.availability().state === 'open') await mender.look()
    await hintBell.wait(clock.now() + idleMs)
  }

  const keep = (turn: () => Promise<void>): Promise<void> =>
    keepTurning({
      turn,
      onTrouble: (error, troubles) => {
        if (error instanceof TriageUnavailable)
          logger.warn({ code: error.code, troubles }, 'the writer of triage pauses: the store is away')
        else logger.error({ err: error, troubles }, 'the writer of triage pauses')
      },
      pause: troublePause,
      stopping: stopping.signal,
      clock,
      random,
    })

  const ring = (): void => {
    dueBell.ring()
    hintBell.ring()
  }

  return {
    start() {
      if (running !== null || stopping.signal.aborted) return
      unsubscribe = helpdesk.onAvailability(ring)
      running = Promise.all([keep(write), keep(mend)])
    },

    async stop() {
      stopping.abort()
      unsubscribe()
      ring()
      await running
      while (underWay.size > 0) await Promise.all(underWay.values())
    },

    poke(hint) {
      if (hint !== undefined) mender.take(hint)
      ring()
    },
  }
}
