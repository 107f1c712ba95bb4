import type { Target } from '../../classify/bundles/bundle.ts'
import { systemClock } from '../../ops/clock.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { readTicketFile } from '../../training/files/read-ticket-file.ts'
import { collectFromLedger } from '../../training/ledger/collect-from-ledger.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { exitCode, type ParsedArguments, textOption, UsageError } from '../command.ts'
import { withLedger } from '../with-ledger.ts'

const mostTickets = 100_000

/** Where tickets are taken from. Throws `UsageError`. */
export const readPlace = (parsed: ParsedArguments): 'ledger' | { file: string } => {
  const [file, unexpected] = parsed.positionals
  const from = textOption(parsed, 'from')
  if (unexpected !== undefined) throw new UsageError('One file at a time.')
  if (file !== undefined && from !== undefined) throw new UsageError('A file and --from exclude each other.')
  if (file !== undefined) return { file }
  if (from === 'ledger') return 'ledger'
  throw new UsageError(from === undefined ? 'The file with tickets is missing.' : '--from takes ledger.')
}

/** Hand-offs as tickets, without asking a help desk what became of them. */
const readLedger = async (terminal: Terminal): Promise<PastTicket[] | number> => {
  let tickets: PastTicket[] = []
  const code = await withLedger(terminal, async ({ ledger }) => {
    const collected = await collectFromLedger({
      ledger,
      helpdesks: new Map(),
      since: 0,
      most: mostTickets,
      clock: systemClock,
      signal: new AbortController().signal,
      progress: silent,
    })
    tickets = collected.tickets
    return exitCode.ok
  })
  return code === exitCode.ok ? tickets : code
}

/** It takes a second or two. */
const silent = { begin: () => {}, at: () => {}, say: () => {} }

/** An exit code: the store cannot be used, which was told. Throws `TrainingRefused`. */
export const collectTickets = (
  place: 'ledger' | { file: string },
  target: Target,
  parsed: ParsedArguments,
  terminal: Terminal,
): Promise<PastTicket[] | number> =>
  place === 'ledger' ? readLedger(terminal) : readTickets(place.file, target, parsed)

const readTickets = async (file: string, target: Target, parsed: ParsedArguments): Promise<PastTicket[]> => {
  const [text, label] = [textOption(parsed, 'text-column'), textOption(parsed, 'label-column')]
  const { tickets } = await readTicketFile(file, {
    most: mostTickets,
    wanted: {
      labelled: false,
      ...(text === undefined ? {} : { text }),
      ...(label === undefined ? {} : { labels: { [target]: label } }),
    },
  })
  return tickets
}
