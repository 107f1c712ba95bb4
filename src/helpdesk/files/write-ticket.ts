import type { TicketHead } from '../../../schemas/files/ticket-head.ts'
import type { CallOptions, Failure, Write } from '../helpdesk.ts'
import type { FilesAccount } from './files-account.ts'
import { givenUp } from './folder-door.ts'
import { brokenFile, isWhole, noSuchTicket, openTicket } from './open-ticket.ts'
import { parseTicketFile } from './parse-ticket-file.ts'
import { renderChangedTicket } from './render-ticket-file.ts'
import type { Section, TicketFile } from './ticket-file.ts'
import { nameOf } from './ticket-name.ts'

/** What is to become of a ticket. `changes` and `more` empty: it is already so, and nothing is written. */
export type Edit =
  | { ok: true; changes: Partial<TicketHead>; more: Section[] }
  | { ok: false; failure: Failure }

/** Editors save at any moment; somebody who does so this often in a row is at work on the ticket. */
const mostRounds = 5

/**
 * Changes one ticket in one step: `edit` is asked under the lock with the ticket as it is, and again when an editor was quicker.
 * Resolves with the ticket as it is afterwards.
 */
export const writeTicket = async (
  { disk, door, clock }: FilesAccount,
  operation: string,
  ticketId: string,
  options: CallOptions,
  edit: (file: TicketFile, at: string) => Promise<Edit> | Edit,
): Promise<Write<TicketFile>> =>
  door.write(operation, options, (send) =>
    disk.exclusively(async () => {
      let isSent = false
      for (let round = 1; round <= mostRounds; round++) {
        const opened = await openTicket(disk, ticketId)
        if (opened === null) return { effect: 'none', failure: noSuchTicket }
        if (!isWhole(opened)) return { effect: 'none', failure: brokenFile(ticketId, opened.parsed.why) }
        const { file } = opened.parsed
        // Two changes in a millisecond have two times, so that whoever lists changes sees both.
        const now = Math.max(clock.now(), file.updatedAt + 1)
        const at = new Date(now).toISOString()
        const edited = await edit(file, at)
        if (!edited.ok) return { effect: 'none', failure: edited.failure }
        if (Object.keys(edited.changes).length + edited.more.length === 0)
          return { effect: 'done', value: file }
        if (!isSent && !send()) return givenUp
        isSent = true
        const text = renderChangedTicket(file, { ...edited.changes, updated: at }, edited.more)
        if (!(await disk.replace(nameOf(file.id), text, now, opened.stamp))) continue
        const after = parseTicketFile(file.id, text, now)
        if (!after.ok) throw new Error(`A ticket was written that cannot be read: ${after.why}`)
        return { effect: 'done', value: after.file }
      }
      return { effect: 'none', failure: busy }
    }),
  )

const busy: Failure = {
  kind: 'unavailable',
  message: 'Somebody saves the ticket’s file again and again.',
  status: null,
  code: 'EDITED',
}
