import * as z from 'zod'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { refuseCursor } from '../../refuse.ts'
import type { ListedArticle } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { readPages } from '../read-pages.ts'
import { convertArticle, isPublished } from './convert-article.ts'

const id = z.int().positive()
/** What is still to be looked through: categories, folders, and the folder that is being read with its next page. */
const stateSchema = z.strictObject({
  categories: z.array(id).max(2_000),
  folders: z.array(id).max(5_000),
  page: z.int().min(1).max(10_000),
})
type State = z.infer<typeof stateSchema>

const mostPages = 10
/** Visibility of a folder: 1 everybody, 2 who is signed in; the others are for agents, bots and some companies. */
const isForCustomers = ({ visibility }: { visibility?: number | null | undefined }): boolean =>
  visibility == null || visibility === 1 || visibility === 2

/**
 * Goes through categories, their folders and subfolders, a step a call: Freshdesk has no list of all articles. Articles of folders that
 * customers may not open are left out. https://developers.freshdesk.com/api/#solutions
 */
export const listArticles = async (
  { knowledge }: FreshdeskClient,
  { cursor }: { cursor?: string },
  options: CallOptions,
): Promise<Read<{ articles: ListedArticle[]; next: string | null }>> => {
  const state = cursor === undefined ? null : parseCursor(stateSchema, cursor)
  if (cursor !== undefined && state === null) return { ok: false, failure: refuseCursor() }

  if (state === null) {
    const read = await readPages((page) => knowledge.categories({ page }, options), mostPages)
    if (!read.ok) return read
    return answer([], { categories: read.value.map((each) => each.id), folders: [], page: 1 })
  }

  const [folder, ...folders] = state.folders
  if (folder === undefined) {
    const [category, ...categories] = state.categories
    if (category === undefined) return answer([], state)
    const read = await readPages((page) => knowledge.folders(category, { page }, options), mostPages)
    if (!read.ok && read.failure.kind !== 'not-found') return read
    const found = read.ok ? read.value.filter(isForCustomers).map((each) => each.id) : []
    return answer([], { categories, folders: found, page: 1 })
  }

  const result = await knowledge.articles(folder, { page: state.page }, options)
  if (result.effect !== 'done') {
    // It was taken away in the meantime.
    if (result.failure.kind === 'not-found') return answer([], { ...state, folders, page: 1 })
    return { ok: false, failure: result.failure }
  }
  const articles = result.value
    .filter(isPublished)
    .map((article) => ({ ...convertArticle(article), language: null }))
  if (result.hasNext && result.value.length > 0) return answer(articles, { ...state, page: state.page + 1 })
  // Accounts without levels of folders may not have them in the API either.
  const below = await readPages((page) => knowledge.subfolders(folder, { page }, options), mostPages)
  if (!below.ok && below.failure.kind !== 'not-found') return below
  const found = below.ok ? below.value.filter(isForCustomers).map((each) => each.id) : []
  return answer(articles, { ...state, folders: [...found, ...folders], page: 1 })
}

const answer = (
  articles: ListedArticle[],
  state: State,
): Read<{ articles: ListedArticle[]; next: string | null }> => {
  const isAll = state.categories.length + state.folders.length === 0
  return { ok: true, value: { articles, next: isAll ? null : encodeCursor(state) } }
}
