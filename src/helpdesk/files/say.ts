import type { TicketHead } from '../../../schemas/files/ticket-head.ts'
import type { Message } from '../../../schemas/ticket.ts'
import type { Added, CallOptions, CustomerMessage, Failure, Write } from '../helpdesk.ts'
import { refuse } from '../refuse.ts'
import type { Note, Reply } from '../ticket-desk.ts'
import { convertToMessage, phoneDigits } from './convert-from-file.ts'
import type { FilesAccount } from './files-account.ts'
import { htmlToMarkdown } from './html-to-markdown.ts'
import { parseConversation } from './parse-conversation.ts'
import { plainLine } from './plain-line.ts'
import { type GivenFile, isTooLarge, saveFiles } from './save-files.ts'
import type { Section, TicketFile } from './ticket-file.ts'
import { writeTicket } from './write-ticket.ts'

interface Saying {
  operation: string
  section: Pick<Section, 'from' | 'private'> & { name?: string | null; copies?: string[] }
  html: string
  files?: GivenFile[]
  status?: string | undefined
  /** Null: it may be said in this ticket. */
  refuseIn?: (ticket: TicketFile) => Failure | null
}

/** Appends one message to a ticket, with a new status in the same step. */
const say = async (
  account: FilesAccount,
  ticketId: string,
  { operation, section, html, files = [], status, refuseIn }: Saying,
  options: CallOptions,
): Promise<Write<{ message: Message }>> => {
  const text = htmlToMarkdown(html)
  if (text === '') return refused(refuse('html', 'There is nothing to say.', 'missing_field'))
  if (isTooLarge(files)) return refused({ kind: 'too-large', message: 'A file may have 50 MB.' })
  const { disk, directory, linkTo } = account
  let saved: Section['files'] | null = null
  const written = await writeTicket(account, operation, ticketId, options, async (file, at) => {
    const failure = refuseIn?.(file) ?? null
    if (failure !== null) return { ok: false, failure }
    saved ??= await saveFiles(disk, file.id, files)
    const said = { name: null, copies: [], ...section, at, files: saved, text }
    return { ok: true, changes: status === undefined ? {} : { status }, more: [said] }
  })
  if (written.effect !== 'done') return written
  const sections = parseConversation(written.value.body)
  const last = sections.at(-1)
  if (last === undefined) throw new Error('A message was written and is not there.')
  const message = convertToMessage(written.value, last, sections.length, directory, linkTo)
  return { effect: 'done', value: { message } }
}

/** A reply stands in the file for whoever sends it: nothing is mailed. */
export const reply = async (
  account: FilesAccount,
  ticketId: string,
  { html, cc = [], files = [], status }: Reply,
  options: CallOptions,
): Promise<Write<{ message: Message }>> => {
  if (status === 'other') return refused(refuse('status', 'A reply sets open, pending, solved or closed.'))
  // The address itself is not repeated: failures hold no personal data.
  if (cc.some((address) => !/^[^\s@]+@[^\s@]+$/.test(address.trim())))
    return refused(refuse('cc', 'Not every address in cc is one.'))
  const copies = cc.map((address) => plainLine(address))
  const section = { from: 'agent', private: false, copies } as const
  return say(account, ticketId, { operation: 'reply', section, html, files, status }, options)
}

export const note = (
  account: FilesAccount,
  ticketId: string,
  { html, private: isPrivate = true, files = [] }: Note,
  options: CallOptions,
): Promise<Write<{ message: Message }>> => {
  const section = { from: 'agent', private: isPrivate } as const
  return say(account, ticketId, { operation: 'note', section, html, files }, options)
}

export const addNote = async (
  account: FilesAccount,
  ticketId: string,
  given: { html: string; private: boolean },
  options: CallOptions,
): Promise<Write<Added>> => {
  const section = { from: 'agent', name: 'Relevo', private: given.private } as const
  return asAdded(await say(account, ticketId, { operation: 'addNote', section, html: given.html }, options))
}

export const addAsCustomer = async (
  account: FilesAccount,
  ticketId: string,
  { requester, html, files }: CustomerMessage,
  options: CallOptions,
): Promise<Write<Added>> => {
  const section = { from: 'customer', name: requester.name, private: false } as const
  const refuseIn = ({ head }: TicketFile) => (isAnothers(head.requester, requester) ? anothers : null)
  const saying = { operation: 'addAsCustomer', section, html, files, refuseIn }
  return asAdded(await say(account, ticketId, saying, options))
}

/** A folder put back from a backup hands out numbers again: what one person writes must not land with another. */
const anothers: Failure = { kind: 'gone', message: 'That number is another person’s ticket now.' }

const isAnothers = (
  owner: TicketHead['requester'],
  who: Pick<CustomerMessage['requester'], 'email' | 'phone'>,
): boolean => {
  if (owner.email !== null && who.email !== null)
    return plainLine(owner.email).toLowerCase() !== plainLine(who.email).toLowerCase()
  if (owner.phone !== null && who.phone !== null) return phoneDigits(owner.phone) !== phoneDigits(who.phone)
  return false
}

const asAdded = (said: Write<{ message: Message }>): Write<Added> =>
  said.effect === 'done' ? { effect: 'done', value: { id: said.value.message.id } } : said

const refused = (failure: Failure) => ({ effect: 'none' as const, failure })
