import {
  type FreshdeskCannedFolder,
  type FreshdeskCannedResponse,
  freshdeskCannedFolderListSchema,
  freshdeskCannedResponseListSchema,
  freshdeskCannedResponseSchema,
} from '../../../schemas/freshdesk/canned-response.ts'
import {
  type FreshdeskArticle,
  type FreshdeskSolutionPlace,
  freshdeskArticleListSchema,
  freshdeskArticleSchema,
  freshdeskSolutionPlaceListSchema,
} from '../../../schemas/freshdesk/solution.ts'
import { get } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { type Page, pageQuery } from './page-query.ts'

/** Solution articles and canned responses, to read. Categories hold folders, folders hold subfolders and articles. */
export interface FreshdeskKnowledge {
  categories(page: Page, options: CallOptions): Promise<ApiResult<FreshdeskSolutionPlace[]>>
  folders(categoryId: number, page: Page, options: CallOptions): Promise<ApiResult<FreshdeskSolutionPlace[]>>
  subfolders(folderId: number, page: Page, options: CallOptions): Promise<ApiResult<FreshdeskSolutionPlace[]>>
  articles(folderId: number, page: Page, options: CallOptions): Promise<ApiResult<FreshdeskArticle[]>>
  article(id: number, options: CallOptions): Promise<ApiResult<FreshdeskArticle>>
  /** Drafts are found too. https://developers.freshdesk.com/api/#search_solution_articles */
  search(term: string, page: Page, options: CallOptions): Promise<ApiResult<FreshdeskArticle[]>>
  cannedFolders(options: CallOptions): Promise<ApiResult<FreshdeskCannedFolder[]>>
  cannedResponses(
    folderId: number,
    page: Page,
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskCannedResponse[]>>
  cannedResponse(id: number, options: CallOptions): Promise<ApiResult<FreshdeskCannedResponse>>
}

export const createFreshdeskKnowledge = (http: HttpClient): FreshdeskKnowledge => ({
  categories: (page, options) =>
    get(http, '/solutions/categories', freshdeskSolutionPlaceListSchema, options, { query: pageQuery(page) }),
  folders: (id, page, options) =>
    get(http, '/solutions/categories/{id}/folders', freshdeskSolutionPlaceListSchema, options, {
      id,
      query: pageQuery(page),
    }),
  subfolders: (id, page, options) =>
    get(http, '/solutions/folders/{id}/subfolders', freshdeskSolutionPlaceListSchema, options, {
      id,
      query: pageQuery(page),
    }),
  articles: (id, page, options) =>
    get(http, '/solutions/folders/{id}/articles', freshdeskArticleListSchema, options, {
      id,
      query: pageQuery(page),
    }),
  article: (id, options) => get(http, '/solutions/articles/{id}', freshdeskArticleSchema, options, { id }),
  search: (term, page, options) =>
    get(http, '/search/solutions', freshdeskArticleListSchema, options, {
      query: { term, ...pageQuery(page) },
    }),
  cannedFolders: (options) => get(http, '/canned_response_folders', freshdeskCannedFolderListSchema, options),
  cannedResponses: (id, page, options) =>
    get(http, '/canned_response_folders/{id}/responses', freshdeskCannedResponseListSchema, options, {
      id,
      query: pageQuery(page),
    }),
  cannedResponse: (id, options) =>
    get(http, '/canned_responses/{id}', freshdeskCannedResponseSchema, options, { id }),
})
