import type { AccountConfig } from '../../schemas/configuration.ts'
import type { Feed } from '../triage/triage-store.ts'
import type { CheckResult } from './check-result.ts'
import { describeSpan } from './describe-span.ts'
import { eventSteps } from './event-steps.ts'

export interface EventReview {
  name: string
  settings: Pick<AccountConfig, 'vendor' | 'events'>
  publicUrl: string | undefined
  /** How often changes are asked for without events (ms). */
  everyMs: number
  /** Null: nothing has been read from this help desk yet, and no event has come. */
  feed: Pick<Feed, 'eventAt' | 'changedUntil' | 'told' | 'missed'> | null
  now: number
  /** Something is in mode `apply`. */
  isApplied: boolean
}

const dayMs = 86_400_000
/** So many missed changes say something of the rules in the help desk; one or two happen. */
const tellingMisses = 20
const guide = 'docs/triage-events.md'

/** Whether the help desk is set up to tell of changes, whether it does, and what to do. Pure. */
export const reviewEvents = (review: EventReview): CheckResult => {
  const { name, settings, publicUrl, feed, now } = review
  const found = { name: `${name}: events` }
  const { vendor } = settings
  const isConfigured = settings.events !== undefined
  const steps = ['', ...eventSteps({ name, vendor, publicUrl, isConfigured })].join('\n       ')
  if (!isConfigured && review.isApplied && vendor === 'freshdesk')
    return {
      ...found,
      status: 'warn',
      detail:
        'the help desk does not tell of changes, and triage writes: Freshdesk has no lock, so that a value which an agent sets in the very moment of a write is covered, and only events tell of it',
      remedy: `With events it is put back (${guide}):${steps}`,
    }
  if (!isConfigured)
    return {
      ...found,
      status: 'skip',
      detail: `the help desk does not tell of changes; Relevo asks for them every ${everyOf(review)}`,
      remedy: `To hear of them within seconds (${guide}):${steps}`,
    }
  if (feed === null || feed.eventAt === 0)
    return {
      ...found,
      status: 'warn',
      detail: `configured, and none has come yet; Relevo asks for changes every ${everyOf(review)}`,
      remedy: `Set them up in the help desk, or look what is different there (${guide}):${steps}`,
    }
  const last = `the last came ${describeSpan(Math.max(0, now - feed.eventAt))} ago`
  const silentMs = Math.min(feed.changedUntil, now) - feed.eventAt
  if (silentMs > dayMs)
    return {
      ...found,
      status: 'warn',
      detail: `${last}, and tickets have changed until ${describeSpan(silentMs)} after it; Relevo asks for changes every ${everyOf(review)} meanwhile`,
      remedy: `See whether the help desk still sends them, and what it is answered (${guide}):${steps}`,
    }
  const figures = `${last}; ${feed.told} changes were told by one, ${feed.missed} were not`
  return feed.missed >= tellingMisses && feed.missed > feed.told
    ? {
        ...found,
        status: 'warn',
        detail: `${figures} and were found by asking`,
        remedy: `See whether the rules leave tickets or changes out (${guide}).`,
      }
    : { ...found, status: 'ok', detail: figures, remedy: null }
}

const everyOf = ({ everyMs }: EventReview): string =>
  everyMs < 60_000 ? `${everyMs / 1000} s` : describeSpan(everyMs)
