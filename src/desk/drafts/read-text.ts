import * as z from 'zod'

/** A text as a form brings it: browsers end its lines by CR LF. */
export const textFieldSchema = z
  .string()
  .max(100_000)
  .transform((text) => text.replaceAll(/\r\n?/g, '\n'))

/** The number of a version. */
export const versionNumberSchema = z.coerce.number().int().min(1).max(1_000_000)
