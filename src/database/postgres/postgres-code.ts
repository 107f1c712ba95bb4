/**
 * The five characters that PostgreSQL names an error by (https://www.postgresql.org/docs/current/errcodes-appendix.html), or
 * null for any other error; `EPIPE` of the operating system looks the same.
 */
export const postgresCode = (error: unknown): string | null =>
  error instanceof Error &&
  'severity' in error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null
