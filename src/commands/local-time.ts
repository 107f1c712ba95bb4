/** `2026-11-21 10:20`, of an ISO 8601 time. */
export type TimeText = (iso: string) => string

/** Writes times in a zone of IANA's, absent: in the reader's own. What is no time stays as it is. */
export const createTimeText = (timeZone: string | undefined): TimeText => {
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (iso) => {
    const time = Date.parse(iso)
    return Number.isNaN(time) ? iso : format.format(time)
  }
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** `3 hours ago`, `yesterday`; under a minute `just now`. */
export const sinceText = (iso: string, now: number): string => {
  const ms = Date.parse(iso) - now
  const [unit, size] = units.find(([, size]) => Math.abs(ms) >= size) ?? []
  return unit === undefined || size === undefined ? 'just now' : relative.format(Math.trunc(ms / size), unit)
}
