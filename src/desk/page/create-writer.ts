import { html, type Markup } from '../../ops/html.ts'

/** Puts numbers, times and durations into a reader's language. */
export interface Writer {
  /** `en-GB`: by which it writes. */
  locale: string
  number(value: number, digits?: number): string
  /** 0..1 as a percentage; null: a dash. */
  share(part: number | null, digits?: number): string
  /** A moment (ms, or ISO 8601), told in the reader's own zone by the browser; without scripts in UTC. Null: a dash. */
  time(at: number | string | null, style?: TimeStyle): Markup
  /** About so long: `3 min`, `2 d`. */
  duration(ms: number): string
  bytes(count: number): string
}

/** `ago`: "3 minutes ago", kept true by the browser, the moment itself as its title. */
export type TimeStyle = 'moment' | 'day' | 'clock' | 'ago'

const dash = '–'
const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

const shapes: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  ago: { dateStyle: 'medium', timeStyle: 'short' },
  day: { dateStyle: 'medium' },
  clock: { timeStyle: 'medium' },
}

const writers = new Map<string, Writer>()
/** A browser says what it likes. */
const mostKept = 50

/** One for each locale, made once: formats of `Intl` are dear. */
export const createWriter = (locale: string): Writer => {
  const known = writers.get(locale)
  if (known !== undefined) return known
  const numbers = new Map<number, Intl.NumberFormat>()
  const numberFormat = (digits: number): Intl.NumberFormat => {
    const format = numbers.get(digits) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
    numbers.set(digits, format)
    return format
  }
  const shares = new Map<number, Intl.NumberFormat>()
  const shareFormat = (digits: number): Intl.NumberFormat => {
    const format =
      shares.get(digits) ?? new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits })
    shares.set(digits, format)
    return format
  }
  const times = new Map(
    Object.entries(shapes).map(([style, shape]) => [
      style,
      new Intl.DateTimeFormat(locale, { ...shape, timeZone: 'UTC' }),
    ]),
  )
  const units = new Map(
    spans.map(([unit]) => [
      unit,
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: 0,
      }),
    ]),
  )
  const byteFormat = (unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 })

  const writer: Writer = {
    locale,
    number: (value, digits = 0) => numberFormat(digits).format(value),
    share: (part, digits = 0) => (part === null ? dash : shareFormat(digits).format(part)),
    time: (at, style = 'moment') => {
      if (at === null) return html`${dash}`
      const date = new Date(at)
      if (Number.isNaN(date.getTime())) return html`${dash}`
      const text = times.get(style)?.format(date) ?? date.toISOString()
      return html`<time datetime="${date.toISOString()}" data-style="${style}">${text} UTC</time>`
    },
    duration: (ms) => {
      const [unit, length] = spans.find(([, length]) => ms >= length) ?? ['second', 1000]
      return units.get(unit)?.format(Math.round(ms / length)) ?? dash
    },
    bytes: (count) => {
      if (count < 1000) return byteFormat('byte').format(count)
      return count < 1_000_000
        ? byteFormat('kilobyte').format(count / 1000)
        : byteFormat('megabyte').format(count / 1_000_000)
    },
  }
  if (writers.size >= mostKept) writers.clear()
  writers.set(locale, writer)
  return writer
}
