import type { CallOptions, Read } from '../../outcome.ts'
import type { Article } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { convertArticle, isPublished } from './convert-article.ts'

/** Drafts take places on a page, so one page of a hundred need not be enough; three are where it ends. */
const mostPages = 3
const longestTerm = 255

/**
 * Published articles in Freshdesk's own order, which is by relevance. It has no language for a search: articles of all
 * languages come. An article in a folder for agents alone counts as published; who shows it to customers looks at that first.
 */
export const searchKnowledge = async (
  client: FreshdeskClient,
  query: { text: string; language?: string; limit: number },
  options: CallOptions,
): Promise<Read<Article[]>> => {
  const term = query.text.replace(/\s+/g, ' ').trim().slice(0, longestTerm)
  if (term === '') return { ok: true, value: [] }
  const found: Article[] = []
  for (let page = 1; page <= mostPages && found.length < query.limit; page++) {
    const result = await client.knowledge.search(term, { page }, options)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    found.push(...result.value.filter(isPublished).map(convertArticle))
    if (!result.hasNext) break
  }
  return { ok: true, value: found.slice(0, query.limit) }
}
