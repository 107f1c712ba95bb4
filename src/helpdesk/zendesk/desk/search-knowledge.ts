import type { CallOptions, Read } from '../../helpdesk.ts'
import { htmlToText } from '../../html-to-text.ts'
import type { Article } from '../../ticket-desk.ts'
import type { ZendeskClient } from '../zendesk-client.ts'

/** Articles of the Help Center in Zendesk's own order, which is by relevance. An account without one has none. */
export const searchKnowledge = async (
  { account }: ZendeskClient,
  query: { text: string; language?: string; limit: number },
  options: CallOptions,
): Promise<Read<Article[]>> => {
  const text = query.text.replace(/\s+/g, ' ').trim()
  if (text === '') return { ok: true, value: [] }
  const result = await account.articles({ text, locale: query.language, limit: query.limit }, options)
  if (result.effect !== 'done') {
    const hasNone = result.failure.kind === 'not-found'
    return hasNone ? { ok: true, value: [] } : { ok: false, failure: result.failure }
  }
  return {
    ok: true,
    value: result.value.results.slice(0, query.limit).map((article) => ({
      id: String(article.id),
      title: article.title ?? '',
      url: article.html_url ?? null,
      text: htmlToText(article.body ?? ''),
      updatedAt: article.updated_at ?? null,
    })),
  }
}
