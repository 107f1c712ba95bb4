import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { createCircuit } from '../circuit/create-circuit.ts'
import { composeHeld } from '../compose-held.ts'
import type { Availability, BudgetReport, CallOptions, Failure, Read, Write } from '../helpdesk.ts'
import type { ObserveCall } from '../observed-call.ts'
import { DiskFailure } from './disk.ts'
import { explainDiskFailure } from './explain-disk-failure.ts'

/** What stands before every call. There is no rate limit to keep, so it is an outage's door alone. */
export interface FolderDoor {
  read<T>(name: string, options: CallOptions, act: () => Promise<Read<T>>): Promise<Read<T>>
  /** `act` calls `send` right before it writes; false: given up, and nothing may be written. */
  write<T>(
    name: string,
    options: CallOptions,
    act: (send: () => boolean) => Promise<Write<T>>,
  ): Promise<Write<T>>
  availability(): Availability
  onAvailability(listener: (availability: Availability) => void): () => void
  budget(): BudgetReport
  close(): void
}

export interface FolderDoorOptions {
  name: string
  circuit: { failures: number; probeEvery: number }
  clock: Clock
  logger: Logger
  random: () => number
  observe: ObserveCall
  probe: () => Promise<boolean>
}

const gaveUp = 'The caller stopped waiting for its turn.'

export const createFolderDoor = (options: FolderDoorOptions): FolderDoor => {
  const { name, clock, observe } = options
  const listeners = new Set<(availability: Availability) => void>()
  const availability = (): Availability => {
    const shut = circuit.shut()
    if (shut === null) return { state: 'open' }
    return { state: 'shut', reason: shut.reason, since: shut.since, until: shut.probeAt, why: shut.why }
  }
  const circuit = createCircuit({
    name,
    config: options.circuit,
    clock,
    logger: options.logger,
    random: options.random,
    onChange: () => {
      for (const listener of listeners) listener(availability())
    },
  })
  circuit.setProbe(options.probe)

  const held = (call: CallOptions, isProbe: boolean): Failure | null => {
    if (call.signal?.aborted) return composeHeld(gaveUp, null).held
    const shut = isProbe ? null : circuit.shut()
    return shut === null ? null : composeHeld(shut.why, shut.probeAt).held
  }

  const settle = (
    operation: string,
    call: CallOptions,
    began: { at: number; era: number },
    failure: Failure | null,
  ) => {
    const isAway = failure?.kind === 'unavailable'
    circuit.note(
      { era: began.era, probe: false },
      {
        outcome: isAway ? 'no-answer' : 'answered',
        status: null,
        total: null,
        remaining: null,
        retryAfterMs: null,
      },
    )
    observe({
      helpdesk: name,
      operation: operation === 'createTicket' ? 'create' : 'other',
      method: 'FILE',
      route: operation,
      status: null,
      outcome: failure?.kind ?? 'done',
      ms: performance.now() - began.at,
      reference: call.reference ?? null,
    })
  }

  return {
    read: async (operation, call, act) => {
      const failure = held(call, operation === 'probe')
      if (failure !== null) return { ok: false, failure }
      const began = { at: performance.now(), era: circuit.era() }
      const read = await act().catch((error: unknown) => ({ ok: false as const, failure: toFailure(error) }))
      settle(operation, call, began, read.ok ? null : read.failure)
      return read
    },
    write: async (operation, call, act) => {
      const failure = held(call, false)
      if (failure !== null) return { effect: 'none', failure }
      const began = { at: performance.now(), era: circuit.era() }
      const send = () => {
        if (call.signal?.aborted || call.maySend?.() === false) return false
        call.onSend?.()
        return true
      }
      const write = await act(send).catch((error: unknown) => {
        const failure = toFailure(error)
        return { effect: error instanceof DiskFailure ? error.effect : ('unknown' as const), failure }
      })
      settle(operation, call, began, write.effect === 'done' ? null : write.failure)
      return write
    },
    availability,
    onAvailability: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    budget: () => ({
      total: null,
      remaining: null,
      allowance: Number.POSITIVE_INFINITY,
      windowMs: 60_000,
      waiting: { new: 0, retry: 0, addition: 0, background: 0 },
      rateLimited: 0,
    }),
    close: circuit.close,
  }
}

/** Throws what is a defect of ours. */
const toFailure = (error: unknown): Failure => {
  if (error instanceof DiskFailure) return explainDiskFailure(error)
  throw error
}

export const givenUp = { effect: 'none', failure: composeHeld(gaveUp, null).held } as const
