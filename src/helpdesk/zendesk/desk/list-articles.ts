import * as z from 'zod'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../helpdesk.ts'
import { htmlToText } from '../../html-to-text.ts'
import { refuseCursor } from '../../refuse.ts'
import type { ListedArticle } from '../../ticket-desk.ts'
import type { ZendeskClient } from '../zendesk-client.ts'

const cursorSchema = z.strictObject({ articles: z.string().min(1).max(1_000) })

/**
 * Articles of the Help Center, a hundred a call. Drafts and what only some people may read are left out. An account without a Help
 * Center has none. https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/#list-articles
 */
export const listArticles = async (
  { account }: ZendeskClient,
  page: { cursor?: string },
  options: CallOptions,
): Promise<Read<{ articles: ListedArticle[]; next: string | null }>> => {
  const from = page.cursor === undefined ? null : parseCursor(cursorSchema, page.cursor)
  if (page.cursor !== undefined && from === null) return { ok: false, failure: refuseCursor() }
  const result = await account.allArticles({ after: from?.articles }, options)
  if (result.effect !== 'done') {
    const hasNone = result.failure.kind === 'not-found'
    return hasNone
      ? { ok: true, value: { articles: [], next: null } }
      : { ok: false, failure: result.failure }
  }
  const { articles, meta } = result.value
  const after = meta?.has_more === true && articles.length > 0 ? meta.after_cursor : null
  return {
    ok: true,
    value: {
      articles: articles
        .filter((article) => article.draft !== true && article.user_segment_id == null)
        .map((article) => ({
          id: String(article.id),
          title: article.title ?? '',
          url: article.html_url ?? null,
          text: htmlToText(article.body ?? ''),
          updatedAt: article.updated_at ?? null,
          language: /^[a-z]{2}(?=-|$)/i.exec(article.locale ?? '')?.[0].toLowerCase() ?? null,
        })),
      next: after == null ? null : encodeCursor({ articles: after }),
    },
  }
}
