import { type Target, targets } from '../../classify/bundles/bundle.ts'
import type { WantedColumns } from '../../training/files/map-columns.ts'
import type { Wanted } from '../../training/learn/decide-adoption.ts'
import { countOption, isSet, listOption, type ParsedArguments, textOption, UsageError } from '../command.ts'
import { parseMoment } from '../parse-moment.ts'

export interface TrainOptions {
  from: string
  /** Files besides the first; `from` is a file then. */
  furtherFiles: string[]
  /** Null: all that the tickets have. */
  targets: Target[] | null
  columns: WantedColumns
  /** ms; null: not said. */
  since: number | null
  most: number
  least: number
  /** Of all texts, ISO 639-1; null: found out for each. */
  language: string | null
  reportLanguage: string | null
  precision: number
  seed: number
  wanted: Wanted
  quick: boolean
  keep: boolean
  json: boolean
}

const mostTickets = 1_000_000

/** What was asked for on the command line. Throws `UsageError`. */
export const readTrainOptions = (parsed: ParsedArguments, now: number): TrainOptions => {
  const [unexpected] = parsed.positionals
  if (unexpected !== undefined) throw new UsageError('Name the help desk or file with --from.')
  const [from = '', ...furtherFiles] = listOption(parsed, 'from')
  if (from === '') throw new UsageError('--from is missing: a help desk, ledger, or a file of tickets.')
  if (isSet(parsed, 'promote') && isSet(parsed, 'no-promote'))
    throw new UsageError('--promote and --no-promote exclude each other.')
  const wantedTargets = readTargets(listOption(parsed, 'target'))
  const text = textOption(parsed, 'text-column')
  const since = textOption(parsed, 'since')
  return {
    from,
    furtherFiles,
    targets: wantedTargets,
    columns: {
      ...(text === undefined ? {} : { text }),
      labels: readLabelColumns(listOption(parsed, 'label-column'), wantedTargets),
    },
    since: since === undefined ? null : parseSince(since, now),
    most: countOption(parsed, 'most', mostTickets) ?? 100_000,
    least: countOption(parsed, 'least', 1_000) ?? 5,
    language: readLanguage(parsed, 'language'),
    reportLanguage: readLanguage(parsed, 'report-language'),
    precision: readPrecision(textOption(parsed, 'precision')),
    seed: countOption(parsed, 'seed', 2 ** 31 - 1) ?? 1,
    wanted: isSet(parsed, 'promote') ? 'always' : isSet(parsed, 'no-promote') ? 'never' : 'when-as-good',
    quick: isSet(parsed, 'quick'),
    keep: isSet(parsed, 'keep'),
    json: isSet(parsed, 'json'),
  }
}

const isTarget = (name: string): name is Target => targets.some((target) => target === name)

const readTargets = (given: readonly string[]): Target[] | null => {
  const names = given.flatMap((text) => text.split(',').map((name) => name.trim()))
  const wanted = names.map((name) => {
    if (!isTarget(name)) throw new UsageError(`--target takes ${targets.join(', ')}, not "${name}".`)
    return name
  })
  return wanted.length === 0 ? null : [...new Set(wanted)]
}

/** `Motivo`, or for several targets `type=Tipo`. One without a target is that of the only one wanted, else the category. */
const readLabelColumns = (
  given: readonly string[],
  wanted: readonly Target[] | null,
): Partial<Record<Target, string>> => {
  const labels: Partial<Record<Target, string>> = {}
  for (const text of given) {
    const [, name = '', column = ''] = /^([a-z]+)=(.+)$/.exec(text) ?? []
    const [only, second] = wanted ?? []
    const target = isTarget(name) ? name : second === undefined ? (only ?? 'category') : null
    if (target === null)
      throw new UsageError(`Say which target a column is of: --label-column ${wanted?.[0]}=${text}.`)
    if (labels[target] !== undefined) throw new UsageError(`Two columns are named for ${target}.`)
    labels[target] = isTarget(name) ? column : text
  }
  return labels
}

/** `12mo` and `2y` go by the calendar; the rest as everywhere. */
const parseSince = (text: string, now: number): number => {
  const [, count, unit] = /^(\d{1,4})(mo|y)$/.exec(text) ?? []
  if (count === undefined) {
    try {
      return parseMoment(text, 'since', { now, utc: true })
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      throw new UsageError('--since takes how long ago, or a date: 12mo, 2y, 90d or 2026-01-31.')
    }
  }
  const date = new Date(now)
  date.setUTCMonth(date.getUTCMonth() - Number(count) * (unit === 'y' ? 12 : 1))
  return Math.max(0, date.getTime())
}

const readLanguage = (parsed: ParsedArguments, name: string): string | null => {
  const text = textOption(parsed, name)
  if (text === undefined) return null
  if (!/^[a-z]{2}$/i.test(text)) throw new UsageError(`--${name} takes two letters, such as es or en.`)
  return text.toLowerCase()
}

const readPrecision = (text: string | undefined): number => {
  if (text === undefined) return 0.9
  const precision = Number(text.replace(',', '.'))
  if (text.trim() === '' || !(precision >= 0.5 && precision < 1))
    throw new UsageError('--precision takes a part from 0.5 to 0.999, such as 0.9.')
  return precision
}
