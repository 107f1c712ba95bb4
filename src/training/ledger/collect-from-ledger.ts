import type { Ticket } from '../../../schemas/ticket.ts'
import type { Helpdesk } from '../../helpdesk/helpdesk.ts'
import type { Entry, Ledger } from '../../ledger/ledger.ts'
import type { Clock } from '../../ops/clock.ts'
import { createPatientReader } from '../helpdesk/read-patiently.ts'
import type { PastTicket } from '../past-ticket.ts'
import type { Progress } from '../progress.ts'
import { convertEntry, type UnfitEntry } from './convert-entry.ts'

export interface CollectLedgerOptions {
  ledger: Pick<Ledger, 'list'>
  /** By name; one that is not there any more is not asked. */
  helpdesks: ReadonlyMap<string, Pick<Helpdesk, 'getTicket' | 'listGroups' | 'availability'>>
  /** ms */
  since: number
  most: number
  clock: Clock
  signal: AbortSignal
  progress: Progress
}

const pageSize = 200
/** A look-up is a call for each: of more tickets than this, a help desk's own list is far cheaper (`--from` its name). */
const mostLookUps = 1_000
const lane = 'background'

/**
 * The newest hand-offs that became tickets, with what those tickets say now where that is cheap to find out. Throws `TrainingRefused`
 * and `LedgerUnavailable`.
 */
export const collectFromLedger = async (
  options: CollectLedgerOptions,
): Promise<{ tickets: PastTicket[]; unfit: Record<UnfitEntry, number> }> => {
  const { progress, most } = options
  progress.begin('Reading hand-offs')
  const entries = await readEntries(options)
  const asked = entries.filter(({ helpdesk, ticket, handoff }) => {
    return handoff !== null && ticket?.action === 'created' && options.helpdesks.has(helpdesk)
  })
  const isCheap = asked.length <= mostLookUps
  if (!isCheap)
    progress.say(
      `${asked.length} tickets are too many to look up one by one: what was decided when they were made is taken. To learn what agents made of them, train from the help desk.`,
    )
  const now = isCheap ? await lookUp(asked, options) : new Map<string, LookedUp>()
  const unfit: Record<UnfitEntry, number> = { erased: 0, deleted: 0, added: 0 }
  const tickets = entries.flatMap((entry) => {
    const converted = convertEntry(entry, now.get(entry.id) ?? null)
    if (typeof converted !== 'string') return [converted]
    unfit[converted] += 1
    return []
  })
  return { tickets: tickets.slice(0, most), unfit }
}

const readEntries = async ({ ledger, since, most, signal, progress }: CollectLedgerOptions) => {
  const entries: Entry[] = []
  for (let cursor: string | null | undefined; cursor !== null && entries.length < most; ) {
    signal.throwIfAborted()
    const page: Awaited<ReturnType<Ledger['list']>> = await ledger.list({
      state: ['delivered'],
      receivedAfter: since,
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    })
    entries.push(...page.entries)
    cursor = page.next
    progress.at(cursor === null ? 1 : Math.min(0.99, entries.length / most), `${entries.length} hand-offs`)
  }
  return entries.slice(0, most)
}

interface LookedUp {
  ticket: Ticket
  groups: ReadonlyMap<string, string>
}

const lookUp = async (
  entries: readonly Entry[],
  { helpdesks, ...options }: CollectLedgerOptions,
): Promise<Map<string, LookedUp>> => {
  const { signal, progress } = options
  const found = new Map<string, LookedUp>()
  let done = 0
  if (entries.length > 0) progress.begin('Looking up what became of them')
  for (const [name, helpdesk] of helpdesks) {
    const own = entries.filter((entry) => entry.helpdesk === name)
    if (own.length === 0) continue
    const patiently = createPatientReader({ ...options, helpdesk })
    const groups = await patiently(async () => {
      const read = await helpdesk.listGroups({ lane, signal })
      return !read.ok && read.failure.kind === 'forbidden' ? { ok: true, value: [] } : read
    })
    const names = new Map(groups.map((group) => [group.id, group.name]))
    for (const { id, ticket } of own) {
      const now = await patiently(() => helpdesk.getTicket(ticket?.id ?? '', { lane, signal }))
      if (now !== null) found.set(id, { ticket: now, groups: names })
      done += 1
      progress.at(done / entries.length, `${done} of ${entries.length}`)
    }
  }
  return found
}
