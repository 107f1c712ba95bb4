import type { CalendarConfig } from '../../schemas/policy.ts'
import type { Calendar, Moment } from './policy.ts'

const days: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Minutes from local midnight; `to` at or below `from` is on the next day. */
interface Span {
  from: number
  to: number
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

const spanOf = (text: string): Span => {
  const [from = '', to = ''] = text.split('-')
  return { from: minutesOf(from), to: minutesOf(to) }
}

/** `mon-fri` as numbers of weekdays; `sat-mon` goes round. */
const daysOf = (text: string): number[] => {
  const [first = '', last = first] = text.split('-')
  const from = days.indexOf(first)
  const to = days.indexOf(last)
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7)
}

interface LocalTime {
  date: string
  minute: number
}

const dayBefore = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
const weekdayOf = (date: string): number => new Date(date).getUTCDay()

/**
 * Office hours by the clock on the wall of their time zone: an hour that is skipped or comes twice in a night of change needs
 * no rule of its own. A shift past midnight belongs to the day it begins on, also when the next day is a holiday.
 */
export const createCalendar = (name: string, config: CalendarConfig): Calendar => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: config.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const weekly: Span[][] = days.map(() => [])
  for (const [key, ranges] of Object.entries(config.hours))
    for (const day of daysOf(key)) weekly[day]?.push(...ranges.map(spanOf))
  const exceptions = new Map(
    Object.entries(config.exceptions).map(([date, texts]) => [date, texts.map(spanOf)]),
  )
  const holidays = new Set(config.holidays)

  const localTime = (time: number): LocalTime => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
    return {
      date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
      minute: minutesOf(`${part('hour')}:${part('minute')}`),
    }
  }
  const isHoliday = (date: string): boolean => holidays.has(date) || holidays.has(date.slice(5))
  const spansOf = (date: string): Span[] =>
    exceptions.get(date) ?? (isHoliday(date) ? [] : (weekly[weekdayOf(date)] ?? []))

  return {
    name,
    at(time): Moment {
      const { date, minute } = localTime(time)
      const today = spansOf(date).some(({ from, to }) => minute >= from && (to <= from || minute < to))
      const sinceYesterday = spansOf(dayBefore(date)).some(({ from, to }) => to <= from && minute < to)
      const holiday = isHoliday(date) && !exceptions.has(date)
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      return {
        open: today || sinceYesterday,
        holiday,
        local: `${days[weekdayOf(date)]} ${date} ${clock} ${config.timeZone}`,
      }
    },
  }
}
