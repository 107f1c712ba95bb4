import { jsonAnswer } from '../../answer.ts'
import type { StoredArticle, StoredCategory, StoredFolder } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageAnswer } from '../paging.ts'
import { faultOf, invalid, notFound } from '../problems.ts'
import { convertToText } from '../sanitise-html.ts'

const stamps = (createdAt: number) => ({
  created_at: formatTime(createdAt),
  updated_at: formatTime(createdAt),
})

const convertToCategoryJson = ({ id, name, createdAt }: StoredCategory) => ({
  id,
  name,
  description: null,
  visible_in_portals: [],
  ...stamps(createdAt),
})

const convertToFolderJson = (folder: StoredFolder, call: Call) => ({
  id: folder.id,
  name: folder.name,
  description: null,
  parent_folder_id: null,
  category_id: folder.categoryId,
  articles_count: [...call.account.articles.values()].filter((article) => article.folderId === folder.id)
    .length,
  sub_folders_count: 0,
  hierarchy: [],
  visibility: folder.visibility,
  ...stamps(folder.createdAt),
})

const convertToArticleJson = (article: StoredArticle, call: Call) => ({
  id: article.id,
  type: 1,
  category_id: article.categoryId,
  folder_id: article.folderId,
  hierarchy: [
    {
      level: 0,
      type: 'category',
      data: { id: article.categoryId, name: call.account.categories.get(article.categoryId)?.name },
    },
    {
      level: 1,
      type: 'folder',
      data: { id: article.folderId, name: call.account.folders.get(article.folderId)?.name },
    },
  ],
  thumbs_up: 0,
  thumbs_down: 0,
  hits: 0,
  tags: article.tags,
  seo_data: {},
  agent_id: article.agentId,
  title: article.title,
  description: article.description,
  description_text: convertToText(article.description),
  status: article.status,
  ...stamps(article.createdAt),
})

const permission = 'solutions:view'
const paged = ['page', 'per_page']

const search = (call: Call) => {
  const term = call.query.get('term')?.toLowerCase()
  if (!term) return invalid([faultOf.missing('term')])
  // Drafts are found too; whether every word must be there is undocumented, here it must.
  const words = term.split(/\s+/).filter((word) => word !== '')
  const found = [...call.account.articles.values()].filter((article) => {
    const text = `${article.title} ${convertToText(article.description)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return pageAnswer(call, found, (article) => convertToArticleJson(article, call))
}

/** The knowledge base, to read. A language suffix (`/es`) finds the same texts. */
export const solutionRoutes: readonly Route[] = [
  { method: 'GET', path: '/search/solutions', permission, query: ['term', ...paged], handle: search },
  ...['', '/:language'].map(
    (suffix): Route => ({
      method: 'GET',
      path: `/solutions/categories${suffix}`,
      permission,
      query: paged,
      handle: (call) => pageAnswer(call, [...call.account.categories.values()], convertToCategoryJson),
    }),
  ),
  {
    method: 'GET',
    path: '/solutions/categories/:id/folders',
    permission,
    query: paged,
    handle: (call) => {
      const id = numberParam(call, 'id')
      if (!call.account.categories.has(id)) return notFound()
      const found = [...call.account.folders.values()].filter((folder) => folder.categoryId === id)
      return pageAnswer(call, found, (folder) => convertToFolderJson(folder, call))
    },
  },
  {
    method: 'GET',
    path: '/solutions/folders/:id/subfolders',
    permission,
    query: paged,
    handle: (call) => (call.account.folders.has(numberParam(call, 'id')) ? jsonAnswer(200, []) : notFound()),
  },
  {
    method: 'GET',
    path: '/solutions/folders/:id/articles',
    permission,
    query: paged,
    handle: (call) => {
      const id = numberParam(call, 'id')
      if (!call.account.folders.has(id)) return notFound()
      const found = [...call.account.articles.values()].filter((article) => article.folderId === id)
      return pageAnswer(call, found, (article) => convertToArticleJson(article, call))
    },
  },
  ...['', '/:language'].map(
    (suffix): Route => ({
      method: 'GET',
      path: `/solutions/articles/:id${suffix}`,
      permission,
      handle: (call) => {
        const article = call.account.articles.get(numberParam(call, 'id'))
        return article ? jsonAnswer(200, convertToArticleJson(article, call)) : notFound()
      },
    }),
  ),
]
