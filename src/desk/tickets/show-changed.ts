import * as z from 'zod'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { readPlace } from './read-place.ts'

const querySchema = z.object({ since: z.coerce.number().int().min(0).catch(0) })

/** The element that looks now and then whether somebody else has changed the ticket. `updatedAt`: as it was when it was opened (ms). */
export const watchChanges = (path: string, updatedAt: number) =>
  html`<div hx-get="${path}/changed?since=${String(updatedAt)}" hx-trigger="every 30s" hx-swap="innerHTML"></div>`

/** Whether the ticket has changed since it was opened, from the list, which the poller keeps fresh: no call to the help desk. */
export const showChanged = async (visit: Visitor, { inbox }: DeskDependencies): Promise<DeskAnswer> => {
  const place = readPlace(visit)
  const { tickets: texts } = visit.words
  if (place === null) return { kind: 'not-found', what: texts.ticket }
  const { since } = querySchema.parse(visit.query)
  const ticket = await inbox.find(place)
  const isChanged = since > 0 && ticket !== null && ticket.updatedAt > since
  return {
    kind: 'part',
    body: isChanged
      ? html`<p class="notice warn">${texts.changedSince} <a href="${place.path}">${texts.reload}</a></p>`
      : html``,
  }
}
