import type * as z from 'zod'
import {
  zendeskArticleListSchema,
  zendeskBrandListSchema,
  zendeskFieldListSchema,
  zendeskGroupListSchema,
  zendeskHelpCenterSchema,
  zendeskMembershipListSchema,
  zendeskStatusListSchema,
  zendeskUploadSchema,
} from '../../../schemas/zendesk/account.ts'
import { zendeskMacroListSchema } from '../../../schemas/zendesk/macro.ts'
import { zendeskRatingListSchema } from '../../../schemas/zendesk/satisfaction-rating.ts'
import { get, withQuery } from '../api-request.ts'
import type { CallOptions, FileToAttach } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { cursorQuery, type Page } from './read-pages.ts'

type Answer<S extends z.ZodType> = Promise<ApiResult<z.infer<S>>>

/** How the account is set up, and where files are sent ahead of the comment that names them. */
export interface ZendeskAccount {
  fields(page: Page, options: CallOptions): Answer<typeof zendeskFieldListSchema>
  groups(page: Page, options: CallOptions): Answer<typeof zendeskGroupListSchema>
  brands(page: Page, options: CallOptions): Answer<typeof zendeskBrandListSchema>
  memberships(page: Page, options: CallOptions): Answer<typeof zendeskMembershipListSchema>
  /** Active ones that our agent may use; an administrator would otherwise get everybody's own as well. */
  macros(page: Page, options: CallOptions): Answer<typeof zendeskMacroListSchema>
  /** Ratings that were given, with `startTime` (unix seconds) or after it. Administrators only. */
  ratings(query: Page & { startTime: number }, options: CallOptions): Answer<typeof zendeskRatingListSchema>
  articles(
    query: { text: string; locale?: string | undefined; limit: number },
    options: CallOptions,
  ): Answer<typeof zendeskArticleListSchema>
  /** Drafts and articles for agents are among them, as our agent may see them. */
  allArticles(page: Page, options: CallOptions): Answer<typeof zendeskHelpCenterSchema>
  statuses(options: CallOptions): Answer<typeof zendeskStatusListSchema>
  upload(file: FileToAttach, options: CallOptions): Answer<typeof zendeskUploadSchema>
}

export const createZendeskAccount = (http: HttpClient): ZendeskAccount => ({
  fields: (page, options) =>
    get(http, '/ticket_fields', zendeskFieldListSchema, options, { query: cursorQuery(page) }),
  groups: (page, options) =>
    get(http, '/groups', zendeskGroupListSchema, options, { query: cursorQuery(page) }),
  brands: (page, options) =>
    get(http, '/brands', zendeskBrandListSchema, options, { query: cursorQuery(page) }),
  memberships: (page, options) =>
    get(http, '/group_memberships', zendeskMembershipListSchema, options, { query: cursorQuery(page) }),
  macros: (page, options) =>
    get(http, '/macros', zendeskMacroListSchema, options, {
      query: { ...cursorQuery(page), active: 'true', only_viewable: 'true' },
    }),
  ratings: ({ startTime, ...page }, options) =>
    get(http, '/satisfaction_ratings', zendeskRatingListSchema, options, {
      query: { ...cursorQuery(page), score: 'received', start_time: startTime },
    }),
  articles: ({ text, locale, limit }, options) =>
    get(http, '/help_center/articles/search', zendeskArticleListSchema, options, {
      query: { query: text, locale, per_page: limit },
    }),
  allArticles: (page, options) =>
    get(http, '/help_center/articles', zendeskHelpCenterSchema, options, { query: cursorQuery(page) }),
  statuses: (options) => get(http, '/custom_statuses', zendeskStatusListSchema, options),
  upload: (file, options) =>
    http.call(
      {
        method: 'POST',
        route: '/uploads',
        path: withQuery('/uploads', { filename: file.name }),
        operation: 'other',
        cost: 1,
        body: { bytes: file.bytes, contentType: file.contentType },
        schema: zendeskUploadSchema,
      },
      options,
    ),
})
