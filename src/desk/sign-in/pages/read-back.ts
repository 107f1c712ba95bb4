import * as z from 'zod'

const backSchema = z
  .string()
  .max(2_000)
  // Within the desk, and not to a page of signing in.
  .regex(/^\/(?![/\\])(?!sign-(?:in|out)(?:[/?#]|$))[^\r\n\t]*$/)

/** Where somebody wanted to go; what leads elsewhere is the first page. */
export const readBack = (given: unknown): string => backSchema.catch('/').parse(given)
