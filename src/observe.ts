import type { BridgeEvent } from './bridge/bridge.ts'
import type { IntakeEvent } from './intake/intake-event.ts'
import type { Metrics } from './ops/create-metrics.ts'

/** Intake's events → counters. */
export const observeIntake =
  (metrics: Metrics) =>
  (event: IntakeEvent): void => {
    switch (event.kind) {
      case 'received':
        metrics.received(event.source)
        break
      case 'duplicate':
        metrics.repeated(event.source)
        break
      case 'refused':
        metrics.refused(event.source, event.codes[0] ?? 'refused')
        break
      case 'unreadable':
      case 'unauthenticated':
        metrics.refused(event.source, event.code)
        break
      case 'conflict':
      case 'limited':
      case 'unavailable':
        metrics.refused(event.source, event.kind)
        break
      default:
        event satisfies never
    }
  }

/** The bridge's events → counters. */
export const observeBridge =
  (metrics: Metrics) =>
  (helpdesk: string, event: BridgeEvent): void => {
    switch (event.kind) {
      case 'attempt':
        metrics.attempted(helpdesk, event.outcome)
        break
      case 'delivered':
        metrics.delivered(helpdesk, event.action, event.tookMs / 1000)
        break
      case 'parked':
        metrics.parked(helpdesk)
        break
      case 'flagged':
        if (event.flag === 'possible-duplicate') metrics.possibleDuplicate(helpdesk)
        break
      case 'reconciled':
        metrics.attempted(helpdesk, `reconciled-${event.result}`)
        break
      case 'mailed':
        metrics.attempted(helpdesk, `mail-${event.outcome}`)
        break
      case 'escalation':
        metrics.escalated(helpdesk, event.outcome)
        break
      case 'policy-problem':
        metrics.attempted(helpdesk, 'policy-problem')
        break
      case 'ledger-unavailable':
        metrics.attempted(helpdesk, 'ledger-unavailable')
        break
      default:
        event satisfies never
    }
  }
