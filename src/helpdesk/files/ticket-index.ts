import type { Ticket } from '../../../schemas/ticket.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Disk } from './disk.ts'
import { parseTicketFile } from './parse-ticket-file.ts'
import type { TicketFacts } from './ticket-file.ts'
import { idOfName } from './ticket-name.ts'

/** What is known of a ticket without opening it: everything but its conversation, which would not fit into memory. */
export interface Indexed extends TicketFacts {
  ticket: Ticket
}

export interface TicketIndex {
  /** Every ticket as it is now: only files that have changed are read. `broken`: names of files that cannot be read as tickets. */
  all(): Promise<{ tickets: Indexed[]; broken: string[] }>
}

export interface TicketIndexOptions {
  disk: Disk
  logger: Logger
  convert: (facts: TicketFacts) => Ticket
}

type Entry = { version: string; ticket: Indexed | null }

const atOnce = 64

/** Reads the folder, and remembers. A file that cannot be read as a ticket is named in the log, once for each time it changes. */
export const createTicketIndex = ({ disk, logger, convert }: TicketIndexOptions): TicketIndex => {
  const entries = new Map<string, Entry>()
  let waiting: Promise<void> | null = null
  let scanning: Promise<unknown> = Promise.resolve()

  const load = async (name: string, id: string) => {
    const read = await disk.read(name)
    if (read === null) return entries.delete(name)
    const parsed = read.ok ? parseTicketFile(id, read.text, read.stamp.changedAt) : read
    const version = read.ok ? read.stamp.version : ((await disk.stamp(name))?.version ?? '')
    if (!parsed.ok) {
      logger.warn({ file: name, why: parsed.why }, 'A file cannot be read as a ticket; it is left as it is.')
      return entries.set(name, { version, ticket: null })
    }
    const { document: _document, body: _body, ...facts } = parsed.file
    return entries.set(name, { version, ticket: { ...facts, ticket: convert(facts) } })
  }

  const scan = async () => {
    const names = (await disk.names()).flatMap((name) => {
      const id = idOfName(name)
      return id === null ? [] : [{ name, id }]
    })
    const there = new Set(names.map(({ name }) => name))
    for (const name of entries.keys()) if (!there.has(name)) entries.delete(name)
    for (let at = 0; at < names.length; at += atOnce) {
      await Promise.all(
        names.slice(at, at + atOnce).map(async ({ name, id }) => {
          const known = entries.get(name)
          if (known === undefined || (await disk.stamp(name))?.version !== known.version) await load(name, id)
        }),
      )
    }
  }

  /** One scan at a time; whoever asks gets one that begins afterwards, and shares it with the others who wait for theirs. */
  const refresh = (): Promise<void> => {
    waiting ??= scanning.then(() => {
      waiting = null
      return scan()
    })
    scanning = waiting.catch(() => {})
    return waiting
  }

  return {
    all: async () => {
      await refresh()
      const all = [...entries]
      return {
        tickets: all.flatMap(([, { ticket }]) => (ticket === null ? [] : [ticket])),
        broken: all.flatMap(([name, { ticket }]) => (ticket === null ? [name] : [])),
      }
    },
  }
}
