import type { Query } from '../api-request.ts'

export interface Page {
  page?: number
  /** 1..100 */
  perPage?: number
}

export const pageQuery = (page: Page): Query => ({ page: page.page, per_page: page.perPage ?? 100 })
