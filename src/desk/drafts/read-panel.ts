import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visit } from '../visit.ts'
import type { DraftPlace } from './draft-place.ts'
import type { PanelFacts } from './panel-facts.ts'
import { readNames } from './read-names.ts'
import { endDraft } from './tell-of-sent.ts'

/** The panel waits no longer for the help desk; it works without. */
const patienceMs = 4_000

const readTicket = async (
  { tickets }: Pick<DeskDependencies, 'tickets'>,
  { helpdesk, ticketId }: DraftPlace,
  signal: AbortSignal,
): Promise<PanelFacts['ticket']> => {
  const shown = await tickets.show(ticketId, {
    helpdesk,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  })
  return shown.ok ? shown.value : null
}

/** Reads what the panel shows. A draft whose reply is out, and that was not told of it (a process ended in between), is ended here. */
export const readPanel = async (
  desk: Pick<DeskDependencies, 'assist' | 'outbox' | 'tickets' | 'config' | 'clock' | 'users' | 'logger'>,
  place: DraftPlace,
  { signal }: Pick<Visit, 'signal'>,
): Promise<PanelFacts> => {
  const { assist, outbox, config, clock } = desk
  const [items, listed, status, ticket, nameOf] = await Promise.all([
    outbox.ofTicket(place),
    assist.ofTicket(place),
    assist.status(),
    readTicket(desk, place, signal),
    readNames(desk),
  ])
  const isOpen = (id: string) => listed.some((draft) => draft.id === id && draft.state === 'open')
  const untold = items.filter(({ state, draft }) => state === 'sent' && draft !== null && isOpen(draft.id))
  for (const item of untold) await endDraft(assist, item)
  const drafts = untold.length === 0 ? listed : await assist.ofTicket(place)
  // One that is on its way is not offered for sending once more.
  const underWay = new Set(
    items.flatMap(({ state, draft }) =>
      draft !== null && (state === 'held' || state === 'sending') ? [draft.id] : [],
    ),
  )
  const open = drafts.find(({ id, state }) => state === 'open' && !underWay.has(id))
  return {
    place,
    items,
    drafts,
    draft: open === undefined ? null : await assist.find(open.id),
    status,
    enabled: config.assist.enabled,
    ticket,
    now: clock.now(),
    undoMs: config.desk.undo,
    nameOf,
  }
}
