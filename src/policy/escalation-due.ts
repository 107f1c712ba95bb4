import type { EscalationStep } from '../../schemas/follow-up.ts'
import { createCalendar } from './create-calendar.ts'
import type { Calendar } from './policy.ts'

const stepMs = 15 * 60_000
const minuteMs = 60_000
/** What is never open for so long does not come to be due by waiting. */
const horizonMs = 90 * 86_400_000

/** The first minute after `from`, up to `to`, at which the calendar is as it is at `to`. */
const changeBetween = (calendar: Calendar, from: number, to: number): number => {
  const wanted = calendar.at(to).open
  let low = from
  let high = to
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs
    if (middle === low) break
    if (calendar.at(middle).open === wanted) high = middle
    else low = middle
  }
  return Math.floor(high / minuteMs) * minuteMs
}

/**
 * When `ms` of open time have passed since `from`. Looks every quarter of an hour, so that a shorter break is not seen; after 90
 * days it is due whatever the calendar says.
 */
export const afterOpenTime = (calendar: Calendar, from: number, ms: number): number => {
  let left = ms
  for (let at = from; at < from + horizonMs; at += stepMs) {
    const next = at + stepMs
    const [opens, stays] = [calendar.at(at).open, calendar.at(next).open]
    const change = opens === stays ? next : changeBetween(calendar, at, next)
    const [begins, ends] = opens ? [at, change] : stays ? [change, next] : [at, at]
    if (ends - begins >= left) return begins + left
    left -= ends - begins
  }
  return from + horizonMs
}

/** When an escalation is due after a delivery at `deliveredAt`, ms. */
export const escalationDue = ({ after, within }: EscalationStep, deliveredAt: number): number =>
  within === null
    ? deliveredAt + after
    : afterOpenTime(createCalendar(within.name, within.calendar), deliveredAt, after)
