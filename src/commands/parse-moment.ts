import { durationSchema } from '../../schemas/duration.ts'
import { UsageError } from './command.ts'

const day = /^\d{4}-\d{2}-\d{2}$/
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * A moment as a person writes it, ms since the epoch: `2026-11-21` (its first instant), `2026-11-21T09:30`, with or without a zone
 * (then the reader's, or UTC when `utc`), or `7d`: so long ago. Throws `UsageError` that names the option.
 */
export const parseMoment = (text: string, option: string, when: { now: number; utc: boolean }): number => {
  const span = durationSchema.safeParse(text)
  if (span.success) return Math.max(0, when.now - span.data)
  const time = readTime(text, when.utc)
  if (time !== null) return time
  throw new UsageError(
    `--${option} takes a date, a time or how long ago: 2026-11-21, 2026-11-21T09:30 or 7d.`,
  )
}

const readTime = (text: string, utc: boolean): number | null => {
  const written = day.test(text) ? `${text}T00:00` : text
  const parts = zoned.exec(written)
  if (parts === null || !isDay(text.slice(0, 10))) return null
  const time = Date.parse(`${written.replace(' ', 'T')}${parts[3] === undefined && utc ? 'Z' : ''}`)
  return Number.isNaN(time) ? null : time
}

// `Date` takes the 31st of February for a day in March.
const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
