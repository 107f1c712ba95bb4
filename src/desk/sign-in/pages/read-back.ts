import { insidePath } from '../../page/inside-path.ts'

const longest = 2_000

/** Where somebody wanted to go; what leads elsewhere, and pages of signing in, are the first page. */
export const readBack = (given: unknown): string =>
  typeof given !== 'string' || given.length > longest || /^\/sign-(?:in|out)(?:[/?#]|$)/.test(given)
    ? '/'
    : insidePath(given)
