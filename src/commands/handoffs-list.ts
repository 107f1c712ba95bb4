import { flagSchema } from '../../schemas/api.ts'
import { handoffStateSchema } from '../../schemas/handoff.ts'
import { presentRecord } from '../api/present-entry.ts'
import type { Entry, Ledger, ListQuery } from '../ledger/ledger.ts'
import { systemClock } from '../ops/clock.ts'
import type { Terminal } from '../ops/terminal.ts'
import { shorten } from '../ops/text-width.ts'
import {
  countOption,
  exitCode,
  isSet,
  listOption,
  type ParsedArguments,
  textOption,
  UsageError,
} from './command.ts'
import { parseMoment } from './parse-moment.ts'
import { type Column, createTable, plainText } from './table.ts'
import { writeAll, writeJsonList } from './write-all.ts'

const pageSize = 200

/** Prints hand-offs, newest first: one page, or with `--all` every one that fits, page by page as the reader takes them. */
export const listHandoffs = async (
  ledger: Pick<Ledger, 'list'>,
  parsed: ParsedArguments,
  terminal: Terminal,
): Promise<number> => {
  const query = readQuery(parsed)
  if (isSet(parsed, 'all')) return listAll(ledger, query, parsed, terminal)
  const { entries, next } = await ledger.list(query)
  if (isSet(parsed, 'json')) {
    terminal.stdout.write(`${JSON.stringify({ handoffs: entries.map(presentRecord), next })}\n`)
    return exitCode.ok
  }
  if (entries.length === 0) {
    terminal.stdout.write('No hand-offs.\n')
    return exitCode.ok
  }
  const shown = columns({
    flags: entries.some(({ flags }) => flags.length > 0),
    // Two help desks may both have a #3.
    helpdesk: new Set(entries.map(({ helpdesk }) => helpdesk)).size > 1,
  })
  terminal.stdout.write(createTable(shown, terminal.stdout.isTTY === true)(entries))
  if (next !== null) terminal.stdout.write('\nThere are more; use --limit (up to 200) or --all.\n')
  return exitCode.ok
}

const listAll = async (
  ledger: Pick<Ledger, 'list'>,
  query: ListQuery,
  parsed: ParsedArguments,
  { stdout }: Terminal,
): Promise<number> => {
  const pages = readPages(ledger, query)
  if (isSet(parsed, 'json')) {
    await writeJsonList(stdout, 'handoffs', records(pages), () => ({ next: null }))
    return exitCode.ok
  }
  // Whether any has a flag, or another help desk, is not known before the end.
  const render = createTable(columns({ flags: true, helpdesk: true }), stdout.isTTY === true)
  let isEmpty = true
  for await (const page of pages) {
    if (page.length === 0) continue
    isEmpty = false
    if (!(await writeAll(stdout, render(page)))) return exitCode.ok
  }
  if (isEmpty) stdout.write('No hand-offs.\n')
  return exitCode.ok
}

async function* readPages(ledger: Pick<Ledger, 'list'>, query: ListQuery): AsyncGenerator<Entry[]> {
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Ledger['list']>> = await ledger.list({
      ...query,
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    })
    yield page.entries
    cursor = page.next
  } while (cursor !== null)
}

async function* records(pages: AsyncIterable<Entry[]>): AsyncGenerator<unknown[]> {
  for await (const page of pages) yield page.map(presentRecord)
}

const columns = (shown: { flags: boolean; helpdesk: boolean }): Column<Entry>[] => [
  { title: 'id', cell: (entry) => entry.id },
  { title: 'received', cell: (entry) => timeText(entry.receivedAt) },
  { title: 'source', cell: (entry) => entry.source },
  { title: 'state', cell: (entry) => entry.state },
  ...(shown.helpdesk ? [helpdeskColumn] : []),
  { title: 'ticket', cell: handoffTicket },
  ...(shown.flags ? [flagColumn] : []),
  { title: 'tries', cell: (entry) => String(entry.attempts), align: 'right' },
  { title: 'why', cell: (entry) => shorten(plainText(entry.why ?? ''), 70) },
]

const helpdeskColumn: Column<Entry> = { title: 'help desk', cell: (entry) => entry.helpdesk }
const flagColumn: Column<Entry> = { title: 'flags', cell: (entry) => entry.flags.join(', ') }

/** The ticket that came of it, for people; empty before there is one. */
export const handoffTicket = ({ ticket }: Entry): string =>
  ticket === null ? '' : `#${ticket.id} ${ticket.action}`

const timeText = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

const readQuery = (parsed: ParsedArguments): ListQuery => {
  const limit = countOption(parsed, 'limit', pageSize)
  if (limit !== undefined && isSet(parsed, 'all'))
    throw new UsageError('--all and --limit exclude each other.')
  const source = textOption(parsed, 'source')
  const [receivedAfter, receivedBefore] = [momentOption(parsed, 'after'), momentOption(parsed, 'before')]
  return {
    limit: limit ?? 50,
    ...stateFilter(listOption(parsed, 'state')),
    ...flagFilter(textOption(parsed, 'flag')),
    ...(source === undefined ? {} : { source }),
    ...(receivedAfter === undefined ? {} : { receivedAfter }),
    ...(receivedBefore === undefined ? {} : { receivedBefore }),
  }
}

// Times are shown in UTC here, so they are read so.
const momentOption = (parsed: ParsedArguments, name: string): number | undefined => {
  const text = textOption(parsed, name)
  return text === undefined ? undefined : parseMoment(text, name, { now: systemClock.now(), utc: true })
}

const stateFilter = (names: string[]) => {
  if (names.length === 0) return {}
  const states = names.map((name) => {
    const state = handoffStateSchema.safeParse(name)
    if (!state.success)
      throw new UsageError(`"${name}" is no state; use ${handoffStateSchema.options.join(', ')}.`)
    return state.data
  })
  return { state: states }
}

const flagFilter = (name: string | undefined) => {
  if (name === undefined) return {}
  const flag = flagSchema.safeParse(name)
  if (!flag.success) throw new UsageError(`"${name}" is no flag; use ${flagSchema.options.join(', ')}.`)
  return { flag: flag.data }
}
