import type { HelpdeskConfig } from '../../../schemas/configuration.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Observation } from '../governor.ts'
import { judgeProbe } from './judge-probe.ts'

export interface Shut {
  reason: 'outage' | 'credentials'
  since: number
  /** When the next probe is due; while one is under way, when the one after it would be. */
  probeAt: number
  why: string
}

/**
 * Shuts the door when the help desk does not answer, or refuses our credentials, and has it probed until it may be
 * opened: one probe at a time. Calls that were sent before the door last opened do not count, whatever became of them.
 */
export interface Circuit {
  shut(): Shut | null
  /** Goes up each time the door opens; a call keeps the value of when it was sent. */
  era(): number
  note(call: { era: number; probe: boolean }, observation: Observation): void
  setProbe(probe: () => Promise<boolean>): void
  close(): void
}

export interface CircuitDependencies {
  name: string
  config: HelpdeskConfig['circuit']
  clock: Clock
  logger: Logger
  random: () => number
  onChange: () => void
}

// Most outages seen by a client are blips (a restarted load balancer cuts all connections at once): look again soon.
const firstProbeMs = 2000
const jitterShare = 0.2
// A probe has its own time-outs; one that never ends must not keep the door shut for ever.
const longestProbeMs = 120_000

export const createCircuit = (dependencies: CircuitDependencies): Circuit => {
  const { name, config, clock, logger, random, onChange } = dependencies
  let shut: Shut | null = null
  let era = 0
  let failuresInARow = 0
  let probe: (() => Promise<boolean>) | null = null
  let cancelTimer = () => {}
  let closed = false

  const open = (why: string) => {
    if (!shut) return
    cancelTimer()
    logger.info({ helpdesk: name, reason: shut.reason, shutMs: clock.now() - shut.since }, why)
    shut = null
    era++
    failuresInARow = 0
    onChange()
  }

  const schedule = (delayMs: number) => {
    cancelTimer()
    if (!shut || closed) return
    const spread = delayMs * (1 + jitterShare * (2 * random() - 1))
    shut.probeAt = clock.now() + spread
    cancelTimer = clock.after(spread, runProbe)
  }

  const runProbe = () => {
    const probed = shut
    if (!probed) return
    if (!probe) {
      open('Calls are tried again: nothing to probe the help desk with.')
      failuresInARow = config.failures - 1
      return
    }
    probed.probeAt = clock.now() + config.probeEvery
    let ended = false
    const end = (passed: boolean) => {
      if (ended || shut !== probed) return
      ended = true
      if (passed) open('The help desk answers again; calls go on.')
      else schedule(config.probeEvery)
    }
    cancelTimer = clock.after(longestProbeMs, () => end(false))
    Promise.resolve()
      .then(probe)
      .then(end, (error: unknown) => {
        logger.error({ helpdesk: name, err: error }, 'The probe of the help desk failed by itself.')
        end(false)
      })
  }

  const close = (next: Omit<Shut, 'since' | 'probeAt'>, firstDelayMs: number) => {
    const since = shut?.since ?? clock.now()
    shut = { ...next, since, probeAt: since }
    schedule(firstDelayMs)
    onChange()
  }

  const refuse = (status: number) => {
    if (shut?.reason === 'credentials') return
    logger.error(
      { helpdesk: name, status },
      'The help desk refuses our credentials: all calls stop until a probe passes. Check the API key.',
    )
    const why = `The help desk refuses our credentials (${status}). Check the API key.`
    close({ reason: 'credentials', why }, config.probeEvery)
  }

  const fail = () => {
    failuresInARow++
    if (failuresInARow < config.failures) return
    logger.warn(
      { helpdesk: name, failures: failuresInARow },
      'The help desk does not answer: calls stop until a probe passes.',
    )
    const why = `The help desk did not answer ${failuresInARow} calls in a row.`
    close({ reason: 'outage', why }, Math.min(firstProbeMs, config.probeEvery))
  }

  return {
    shut: () => shut,
    era: () => era,
    note: (call, observation) => {
      if (closed || observation.outcome === 'never-sent') return
      if (shut) {
        if (!call.probe) return
        const verdict = judgeProbe(shut.reason, observation)
        if (verdict === 'open') open('The help desk answers again; calls go on.')
        else if (verdict === 'refused') refuse(401)
        return
      }
      if (call.era !== era) return
      if (observation.status === 401) return refuse(401)
      if (observation.outcome === 'no-answer') return fail()
      failuresInARow = 0
    },
    setProbe: (next) => {
      probe = next
    },
    close: () => {
      closed = true
      cancelTimer()
    },
  }
}
