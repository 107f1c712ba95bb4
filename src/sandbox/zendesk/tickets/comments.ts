import type { Answer } from '../../answer.ts'
import type { StoredComment } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageOf } from '../page-of.ts'
import { convertToUserJson } from '../people/users.ts'
import { notFound } from '../problems.ts'
import { commentsOf } from './add-comment.ts'

const convertToCommentJson = (comment: StoredComment, call: Call) => ({
  id: comment.id,
  type: 'Comment',
  author_id: comment.authorId,
  body: comment.plainBody,
  html_body: comment.htmlBody,
  plain_body: comment.plainBody,
  public: comment.public,
  attachments: comment.files.map(({ id, name, contentType, bytes }) => ({
    id,
    file_name: name,
    content_url: `${call.origin}/attachments/token/${id}/?name=${encodeURIComponent(name)}`,
    content_type: contentType,
    size: bytes.byteLength,
    inline: false,
    thumbnails: [],
  })),
  audit_id: comment.id + 1,
  created_at: formatTime(comment.createdAt),
})

const list = (call: Call): Answer => {
  const ticket = call.account.tickets.get(numberParam(call))
  if (ticket === undefined || ticket.status === 'deleted') return notFound()
  const comments = commentsOf(call, ticket.id)
  const sort = call.query.get('sort') ?? call.query.get('sort_order')
  const ordered = sort === '-created_at' || sort === 'desc' ? comments.toReversed() : comments
  const authors = new Set(comments.map(({ authorId }) => authorId))
  const users = [...call.account.users.values()].filter(({ id }) => authors.has(id)).map(convertToUserJson)
  return pageOf(
    call,
    'comments',
    ordered.map((comment) => convertToCommentJson(comment, call)),
    call.query.get('include')?.includes('users') ? { users } : {},
  )
}

export const commentRoutes: readonly Route[] = [
  { method: 'GET', path: '/tickets/:id/comments', handle: list },
]
