import type { Test } from 'tap'
import type { Ticket } from '../../schemas/ticket.ts'
import type { Availability, CallOptions, Failure, Read } from '../../src/helpdesk/helpdesk.ts'
import type { ReviewVerbs } from '../../src/ledger/review.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import { createReviewer, type ReviewEvent, type ReviewerOptions } from '../../src/review/create-reviewer.ts'
import { makeTicket } from '../bridge/scripted-helpdesk.ts'
import { collectLogs, until } from '../bridge/start-bridge.ts'

export const dayMs = 86_400_000

/** Real time, moved on by hand as well. */
export const createShiftedClock = () => {
  let shift = 0
  const clock: Clock = { ...systemClock, now: () => Date.now() + shift }
  const later = (ms: number): void => {
    shift += ms
  }
  return { clock, later }
}

/** A reviewer that makes a round when it is told to, whatever the time. */
export const openReviewer = (
  t: Test,
  options: { ledger: ReviewVerbs; now: () => number } & Pick<ReviewerOptions, 'helpdesks'>,
) => {
  const { ledger, now, helpdesks } = options
  let next: (() => void) | null = null
  const clock: Clock = {
    now,
    after: (_ms, callback) => {
      next = callback
      return () => {
        next = null
      }
    },
  }
  const events: ReviewEvent[] = []
  const { logger, lines } = collectLogs()
  const reviewer = createReviewer({
    ledger,
    helpdesks,
    categoryTags: { access: ['access'], billing: ['billing'] },
    clock,
    logger,
    observe: (event) => events.push(event),
  })
  t.teardown(() => reviewer.stop())
  reviewer.start()
  const begin = () => {
    const run = next
    next = null
    if (run === null) throw new Error('No round is planned.')
    run()
  }
  const round = async () => {
    begin()
    await until(() => next !== null)
  }
  return { reviewer, events, lines, begin, round, isPlanned: () => next !== null }
}

/** What a help desk answers about each ticket; absent: as it was filed, and solved. */
export const scriptReads = (answers: Record<string, Partial<Ticket> | Failure | null> = {}) => {
  const asked: string[] = []
  const lanes = new Set<string>()
  const desk = {
    state: { state: 'open' } as Availability,
    asked,
    lanes,
    availability: () => desk.state,
    listGroups: async (_options: CallOptions) => ({ ok: true as const, value: [] }),
    getTicket: async (id: string, { lane }: CallOptions): Promise<Read<Ticket | null>> => {
      asked.push(id)
      lanes.add(lane)
      const answer = answers[id]
      if (answer === null) return { ok: true, value: null }
      if (answer !== undefined && 'kind' in answer) return { ok: false, failure: answer }
      return {
        ok: true,
        value: makeTicket({ id, type: 'Question', tags: ['billing'], status: 'solved', ...answer }),
      }
    },
  }
  return desk
}
