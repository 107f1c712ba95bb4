import { escapeHtml } from '../../escape-html.ts'
import type { StoredComment, StoredFile, StoredTicket } from '../account.ts'
import { type Call, isRecord } from '../call.ts'
import { type Fault, faultOf } from '../problems.ts'
import { plainText, sanitiseHtml } from './sanitise-html.ts'

export interface CommentInput {
  html: string
  plain: string
  public: boolean
  authorId: number
  tokens: string[]
  files: StoredFile[]
}

/** Reads `comment`; null where there is none. `html_body` wins over `body`. */
export const readComment = (
  call: Call,
  given: unknown,
  defaultAuthor: number,
): { comment: CommentInput | null; faults: Fault[] } => {
  if (given === undefined || given === null) return { comment: null, faults: [] }
  const value: Record<string, unknown> = isRecord(given) ? given : { body: given }
  const html = typeof value['html_body'] === 'string' ? sanitiseHtml(value['html_body']) : null
  const body = typeof value['body'] === 'string' ? value['body'] : ''
  const text = html ?? escapeHtml(body)
  const plain = html === null ? body : plainText(html)
  const faults: Fault[] = []
  const uploads: unknown[] = Array.isArray(value['uploads'])
    ? value['uploads']
    : value['uploads'] === undefined
      ? []
      : [value['uploads']]
  if (plain.trim() === '' && uploads.length === 0) faults.push(faultOf.blank('base', 'Description'))
  if (text.length > call.behaviour.maxCommentLength) {
    const most = call.behaviour.maxCommentLength
    faults.push(
      faultOf.value('base', `Description: is too long (maximum is ${most} characters after encoding)`),
    )
  }
  const author = value['author_id'] === undefined ? defaultAuthor : Number(value['author_id'])
  if (!call.account.users.has(author)) faults.push(faultOf.value('author', 'Author: is invalid'))
  const found = uploads.map((token) => call.account.uploads.get(String(token)))
  const isUsable = found.every((upload) => upload !== undefined && upload.expiresAt > call.now)
  if (!isUsable) faults.push(faultOf.value('base', 'Attachment: the upload token is invalid or has expired'))
  const files = found.flatMap((upload) => upload?.files ?? [])
  const isPublic = value['public'] !== false
  const tokens = uploads.map(String)
  return { comment: { html: text, plain, public: isPublic, authorId: author, tokens, files }, faults }
}

export const addComment = (call: Call, ticket: StoredTicket, input: CommentInput): StoredComment => {
  const { account, now } = call
  const { html, plain, authorId, files, tokens } = input
  const id = account.nextId()
  const own = { id, ticketId: ticket.id, authorId, public: input.public, createdAt: now }
  const comment: StoredComment = { ...own, htmlBody: html, plainBody: plain, files, cc: [] }
  account.comments.set(id, comment)
  for (const token of tokens) account.uploads.delete(token)
  return comment
}

export const commentsOf = (call: Call, ticketId: number): StoredComment[] =>
  call.account.comments.of(ticketId)
