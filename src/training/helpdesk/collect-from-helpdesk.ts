import { rm } from 'node:fs/promises'
import type { Ticket } from '../../../schemas/ticket.ts'
import { createRoundGuard } from '../../helpdesk/follow/create-round-guard.ts'
import type { Helpdesk } from '../../helpdesk/helpdesk.ts'
import type { Beginning } from '../../helpdesk/ticket-desk.ts'
import type { Clock } from '../../ops/clock.ts'
import { cutBody } from '../cut-body.ts'
import type { Progress } from '../progress.ts'
import { TrainingRefused } from '../training-refused.ts'
import type { Collected } from './collected.ts'
import { createNewest } from './keep-newest.ts'
import { type Collection, openCollection } from './open-collection.ts'
import { createPatientReader } from './read-patiently.ts'

export interface CollectOptions {
  helpdesk: Pick<Helpdesk, 'name' | 'listChangedSince' | 'listConversation' | 'listGroups' | 'availability'>
  /** Where it is kept on the way. */
  path: string
  /** ms */
  since: number
  most: number
  clock: Clock
  signal: AbortSignal
  progress: Progress
  /** For so long an outage is waited for (ms); absent: a quarter of an hour. */
  outageMs?: number
}

export interface CollectedTickets {
  tickets: Collected[]
  /** Names of groups by their ids. */
  groups: Map<string, string>
  /** Takes away what was kept on the way; without it, the next time goes on from here. */
  discard(): Promise<void>
}

/** Other calls of the account go first. */
const lane = 'background'
/** What the first messages cost one by one is written down so often. */
const beginningsAtOnce = 20
/** The same request, made a little later. */
const sameSinceMs = 2 * 86_400_000

/**
 * The newest tickets of a help desk that changed since then, with what each began with. Everything that has been read is on the disk
 * before more is asked for: after a kill, an abort or a failure the same call goes on where it stopped. Throws `TrainingRefused`.
 */
export const collectFromHelpdesk = async (options: CollectOptions): Promise<CollectedTickets> => {
  const collection = await openCollection(options.path)
  try {
    return await collect(collection, options)
  } finally {
    await collection.close()
  }
}

const collect = async (collection: Collection, options: CollectOptions): Promise<CollectedTickets> => {
  const { helpdesk, signal, progress } = options
  const patiently = createPatientReader(options)
  const started = await goOn(collection, options)
  const { newest } = started
  progress.begin(`Reading tickets of ${helpdesk.name}`)
  if (newest.size() > 0) progress.say(`Going on with ${newest.size()} tickets that were read before.`)
  const groups = await patiently(async () => {
    const read = await helpdesk.listGroups({ lane, signal })
    return !read.ok && read.failure.kind === 'forbidden' ? { ok: true, value: [] } : read
  })
  if (groups.length === 0) progress.say('The help desk tells no groups, so that no target "group" is learnt.')
  await readChanges(collection, started, patiently, options)
  await readBeginnings(collection, newest, patiently, options)
  return {
    tickets: newest.all(),
    groups: new Map(groups.map(({ id, name }) => [id, name])),
    discard: () => rm(options.path, { force: true }),
  }
}

type Patiently = ReturnType<typeof createPatientReader>

const readChanges = async (
  collection: Collection,
  { newest, begun }: Started,
  patiently: Patiently,
  { helpdesk, clock, signal, progress }: CollectOptions,
): Promise<void> => {
  const call = { lane, signal } as const
  const startedAt = clock.now()
  const readBefore = begun.read
  const goesOn = createRoundGuard()
  for (;;) {
    const from = begun.cursor === null ? { since: begun.since } : { cursor: begun.cursor }
    const page = await patiently(async () => {
      const read = await helpdesk.listChangedSince({ ...from, beginnings: true }, call)
      // A cursor of another version, or one that the vendor has forgotten: what changed since is asked for by time.
      if (read.ok || !('cursor' in from) || read.failure.kind !== 'invalid') return read
      return helpdesk.listChangedSince({ since: begun.changedUntil, beginnings: true }, call)
    })
    const tickets = page.tickets.map((ticket) => toCollected(ticket, page.beginnings))
    await collection.append({ kind: 'page', tickets, next: page.next, atEnd: page.atEnd })
    for (const ticket of tickets) newest.put(ticket)
    noteRead(begun, tickets, page.next)
    const minutes = Math.max((clock.now() - startedAt) / 60_000, 1 / 60)
    const rate = Math.round((begun.read - readBefore) / minutes)
    const part = (begun.changedUntil - begun.since) / Math.max(1, startedAt - begun.since)
    progress.at(page.atEnd ? 1 : Math.min(0.99, part), `${begun.read} tickets, ${rate} a minute`)
    if (page.atEnd) return
    if (!goesOn(page.next, tickets.length))
      throw new TrainingRefused(
        'unusable',
        `${helpdesk.name} says that there is more, and tells nothing new: its list of changes goes round in circles. Try again later, or export its tickets and train from the file.`,
      )
  }
}

/** Of those whose list did not tell. */
const readBeginnings = async (
  collection: Collection,
  newest: Started['newest'],
  patiently: Patiently,
  { helpdesk, signal, progress }: CollectOptions,
): Promise<void> => {
  const lacking = newest.all().filter(({ beginning, deleted }) => beginning === undefined && !deleted)
  if (lacking.length > 0) progress.begin('Reading their first messages')
  for (let at = 0; at < lacking.length; at += beginningsAtOnce) {
    const beginnings: [string, Beginning | null][] = []
    try {
      for (const { id } of lacking.slice(at, at + beginningsAtOnce)) {
        const page = await patiently(() => helpdesk.listConversation(id, { limit: 1 }, { lane, signal }))
        const [first] = page?.messages ?? []
        beginnings.push([id, first === undefined ? null : { from: first.from, text: cutBody(first.text) }])
      }
    } finally {
      if (beginnings.length > 0) await collection.append({ kind: 'beginnings', beginnings })
    }
    for (const [id, beginning] of beginnings) newest.begin(id, beginning)
    const done = Math.min(lacking.length, at + beginningsAtOnce)
    progress.at(done / lacking.length, `${done} of ${lacking.length}`)
  }
}

interface Started {
  newest: ReturnType<typeof createNewest>
  begun: Begun
}

interface Begun {
  since: number
  cursor: string | null
  read: number
  /** ms; of the last change that was read. */
  changedUntil: number
}

/** What an earlier call has left, if it asked for the same or for more; else it begins anew. */
const goOn = async (collection: Collection, { helpdesk, since, most }: CollectOptions): Promise<Started> => {
  const newest = createNewest(most)
  let begun: Begun | null = null
  for await (const record of collection.read()) {
    if (record.kind === 'start') {
      if (record.helpdesk !== helpdesk.name || record.since > since + sameSinceMs) break
      begun = { since: record.since, cursor: null, read: 0, changedUntil: record.since }
    } else if (begun === null) break
    else if (record.kind === 'page') {
      for (const ticket of record.tickets) if (changedAt(ticket) >= since) newest.put(ticket)
      noteRead(begun, record.tickets, record.next)
    } else for (const [id, beginning] of record.beginnings) newest.begin(id, beginning)
  }
  if (begun !== null) return { newest, begun }
  await collection.restart()
  await collection.append({ kind: 'start', version: 1, helpdesk: helpdesk.name, since })
  return {
    newest: createNewest(most),
    begun: { since, cursor: null, read: 0, changedUntil: since },
  }
}

const noteRead = (begun: Begun, tickets: readonly Collected[], next: string): void => {
  begun.read += tickets.length
  begun.cursor = next
  begun.changedUntil = Math.max(begun.changedUntil, ...tickets.map(changedAt))
}

const changedAt = ({ updatedAt }: Pick<Collected, 'updatedAt'>): number => Date.parse(updatedAt) || 0

const toCollected = (ticket: Ticket, beginnings: ReadonlyMap<string, Beginning> | undefined): Collected => {
  const beginning = beginnings?.get(ticket.id)
  return {
    id: ticket.id,
    subject: ticket.subject,
    status: ticket.status,
    priority: ticket.priority,
    type: ticket.type,
    tags: ticket.tags,
    requesterId: ticket.requesterId,
    agentId: ticket.agentId,
    groupId: ticket.groupId,
    deleted: ticket.deleted,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    ...(beginning === undefined ? {} : { beginning: { ...beginning, text: cutBody(beginning.text) } }),
  }
}
