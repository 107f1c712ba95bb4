import type { Configuration } from '../../../schemas/configuration.ts'
import { countOption, isSet, type ParsedArguments, textOption, UsageError } from '../command.ts'

export interface BacktestOptions {
  /** A configured help desk, or a file. */
  from: { helpdesk: string } | { file: string }
  /** Null: of a file, all of it. */
  days: number | null
  blocks: number
  seed: number
  html: string | null
  dump: string | null
  keep: boolean
  json: boolean
}

const usualDays = 90
const usualBlocks = 8
const most = { days: 3650, blocks: 100, seed: 2 ** 31 - 1 }

/** What was asked for on the command line. Throws `UsageError`. */
export const readBacktestOptions = (
  parsed: ParsedArguments,
  { helpdesks, triage }: Pick<Configuration, 'helpdesks' | 'triage'>,
): BacktestOptions => {
  const [, unexpected] = parsed.positionals
  if (unexpected !== undefined)
    throw new UsageError('Name the help desk with --helpdesk, a file with --from.')
  const [helpdesk, file] = [textOption(parsed, 'helpdesk'), textOption(parsed, 'from')]
  if (helpdesk !== undefined && file !== undefined)
    throw new UsageError('--helpdesk and --from exclude each other.')
  if (file === 'ledger')
    throw new UsageError('Hand-offs do not come to triage. --from takes a file of tickets.')
  const days = countOption(parsed, 'days', most.days)
  const isFile = file !== undefined && !Object.hasOwn(helpdesks, file)
  return {
    from: isFile ? { file } : { helpdesk: chooseHelpdesk(helpdesk ?? file, helpdesks, triage?.helpdesks) },
    days: days ?? (isFile ? null : usualDays),
    blocks: countOption(parsed, 'blocks', most.blocks) ?? usualBlocks,
    seed: countOption(parsed, 'seed', most.seed) ?? 1,
    html: textOption(parsed, 'html') ?? null,
    dump: textOption(parsed, 'dump') ?? null,
    keep: isSet(parsed, 'keep'),
    json: isSet(parsed, 'json'),
  }
}

const chooseHelpdesk = (
  wanted: string | undefined,
  helpdesks: Configuration['helpdesks'],
  triaged: readonly string[] = [],
): string => {
  const names = Object.keys(helpdesks)
  if (names.length === 0)
    throw new UsageError('No help desk is configured. Configure one, or give a file of tickets: --from FILE.')
  if (wanted === undefined) {
    const [first = 'main'] = [...triaged, ...(names.includes('main') ? ['main'] : names)]
    return first
  }
  if (names.includes(wanted)) return wanted
  throw new UsageError(`There is no help desk "${wanted}"; there is ${names.join(', ')}.`)
}
