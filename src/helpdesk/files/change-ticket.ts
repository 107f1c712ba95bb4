import type { TicketHead } from '../../../schemas/files/ticket-head.ts'
import type { Ticket } from '../../../schemas/ticket.ts'
import type { CallOptions, Failure, FieldFault, UnmappedField, Write } from '../helpdesk.ts'
import { refuse, refuseAll, refuseChoice } from '../refuse.ts'
import type { TicketEdit } from '../ticket-desk.ts'
import { convertToTicket, statusWords } from './convert-from-file.ts'
import { convertTags, sortFields } from './convert-to-head.ts'
import type { Directory } from './directory.ts'
import type { FilesAccount } from './files-account.ts'
import { plainLine } from './plain-line.ts'
import type { TicketFile } from './ticket-file.ts'
import { writeTicket } from './write-ticket.ts'

/** Changes a ticket's head: checked whole before anything is opened, and compared and written under the lock. */
export const changeTicket = async (
  account: FilesAccount,
  ticketId: string,
  edit: TicketEdit,
  options: CallOptions,
): Promise<Write<{ ticket: Ticket; unmapped: UnmappedField[] }>> => {
  const { directory, linkTo } = account
  const composed = composeChanges(edit, directory)
  if (!composed.ok) return { effect: 'none', failure: composed.failure }
  const { changes, unmapped } = composed
  const written = await writeTicket(account, 'change', ticketId, options, (file) => {
    if (edit.ifUnchangedSince !== undefined && Date.parse(edit.ifUnchangedSince) !== file.updatedAt)
      return { ok: false, failure: conflict }
    return {
      ok: true,
      changes: onlyNew({ ...changes, ...mergeLists(file, edit, directory) }, file.head),
      more: [],
    }
  })
  if (written.effect !== 'done') return written
  return { effect: 'done', value: { ticket: convertToTicket(written.value, directory, linkTo), unmapped } }
}

const conflict: Failure = {
  kind: 'conflict',
  message: 'Somebody else has changed the ticket in the meantime.',
}

/** What an edit sets, whatever the ticket says now. Everything that is wrong with it is named together. Pure. */
const composeChanges = (
  edit: TicketEdit,
  directory: Directory,
):
  | { ok: true; changes: Partial<TicketHead>; unmapped: UnmappedField[] }
  | { ok: false; failure: Failure } => {
  const changes: Partial<TicketHead> = {}
  const faults: FieldFault[] = []
  const refuseField = (failure: Failure) => {
    if (failure.kind === 'invalid') faults.push(...failure.faults)
  }
  if (edit.subject !== undefined) {
    changes.subject = plainLine(edit.subject)
    if (changes.subject === '') refuseField(refuse('subject', 'A subject has words.'))
  }
  const status = edit.statusLabel ?? edit.status
  if (status !== undefined) {
    const word = statusWords.find((each) => each === status.trim().toLowerCase())
    if (word !== undefined) changes.status = word
    else {
      const field = edit.statusLabel === undefined ? 'status' : 'statusLabel'
      refuseField(refuseChoice(field, 'There is no such state.', [...statusWords]))
    }
  }
  if (edit.priority !== undefined) changes.priority = edit.priority
  if (edit.type !== undefined) changes.type = edit.type === null ? null : plainLine(edit.type) || null
  for (const kind of ['group', 'agent'] as const) {
    const wanted = edit[kind]
    if (wanted === null) changes[kind] = null
    if (typeof wanted !== 'string') continue
    const found = directory[kind](wanted)
    if (found.kind === 'found') changes[kind] = plainLine(found.item.email ?? found.item.name)
    else {
      const what = found.kind === 'unknown' ? `There is no such ${kind}.` : 'Several have that name.'
      refuseField(refuseChoice(kind, what, found.choices))
    }
  }
  if (faults.length > 0) return { ok: false, failure: refuseAll(faults) }
  return { ok: true, changes, unmapped: sortFields(edit.customFields ?? {}, directory).unknown }
}

/** Tags and fields join what is there. */
const mergeLists = ({ head }: TicketFile, edit: TicketEdit, directory: Directory): Partial<TicketHead> => {
  const removed = new Set(convertTags(edit.removeTags ?? []).map((tag) => tag.toLowerCase()))
  const kept = head.tags.filter((tag) => !removed.has(tag.toLowerCase()))
  const present = new Set(kept.map((tag) => tag.toLowerCase()))
  const tags = [...kept, ...convertTags(edit.addTags ?? []).filter((tag) => !present.has(tag.toLowerCase()))]
  const { values, emptied } = sortFields(edit.customFields ?? {}, directory)
  const fields = { ...head.fields, ...values }
  for (const field of emptied) delete fields[field]
  return { tags, fields }
}

const onlyNew = (changes: Partial<TicketHead>, head: TicketHead): Partial<TicketHead> =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(head, key)),
    ),
  )
