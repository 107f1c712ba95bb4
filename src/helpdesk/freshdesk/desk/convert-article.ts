import type { FreshdeskArticle } from '../../../../schemas/freshdesk/solution.ts'
import { htmlToText } from '../../html-to-text.ts'
import type { Article } from '../../ticket-desk.ts'

const published = 2

/** Others are drafts. */
export const isPublished = ({ status }: FreshdeskArticle): boolean => status === published

export const convertArticle = (article: FreshdeskArticle): Article => ({
  id: String(article.id),
  title: article.title ?? '',
  // Which portal shows it, and under what address, the API does not tell.
  url: null,
  text: article.description == null ? (article.description_text ?? '') : htmlToText(article.description),
  updatedAt: article.updated_at ?? null,
})
