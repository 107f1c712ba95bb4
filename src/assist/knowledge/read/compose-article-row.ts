import type { CannedResponse } from '../../../helpdesk/account-desk.ts'
import type { ListedArticle } from '../../../helpdesk/ticket-desk.ts'
import type { KnowledgeRow } from '../store/knowledge-store.ts'
import { hashEntry } from './hash-entry.ts'

const mostBody = 50_000

interface RowTools {
  helpdesk: string
  detectLanguage: (text: string) => string | null
  /** ms: when no time is told. */
  now: number
}

/** A published article as it is kept. What it says is public, and stays as it is. Null: it is empty. Pure. */
export const composeArticleRow = (
  article: ListedArticle,
  { helpdesk, detectLanguage, now }: RowTools,
): KnowledgeRow | null => {
  const body = article.text.trim().slice(0, mostBody).toWellFormed()
  if (body === '') return null
  const language = article.language ?? detectLanguage(`${article.title}\n${body}`)
  return {
    id: `article:${helpdesk}:${article.id}`,
    ...{ kind: 'article', helpdesk, language, title: article.title, url: article.url, body },
    hash: hashEntry(article.title, body, article.url, language),
    changed_at: (article.updatedAt === null ? 0 : Date.parse(article.updatedAt)) || now,
  }
}

/** A canned response as it is kept; the vendor's placeholders become `[…]`, as in playbooks. Null: it is empty. Pure. */
export const composeCannedRow = (
  response: CannedResponse,
  { helpdesk, detectLanguage, now }: RowTools,
): KnowledgeRow | null => {
  const body = plainPlaceholders(response.text.trim().slice(0, mostBody).toWellFormed())
  if (body === '') return null
  return {
    id: `canned:${helpdesk}:${response.id}`,
    ...{ kind: 'canned', helpdesk, language: detectLanguage(body), title: response.title, url: null, body },
    hash: hashEntry(response.title, body),
    changed_at: now,
  }
}

/** `{{ticket.requester.name}}` is `[requester name]`. */
const plainPlaceholders = (text: string): string =>
  text.replace(/\{\{\s{0,4}([\w.| ]{1,100}?)\s{0,4}\}\}/g, (_, path: string) => {
    const words = (path.split('|')[0] ?? '').trim().split('.').slice(-2)
    return `[${words.join(' ').replaceAll('_', ' ')}]`
  })
