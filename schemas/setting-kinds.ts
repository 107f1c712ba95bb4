import * as z from 'zod'
import { durationSchema } from './duration.ts'

/** A duration with its default, as people write it (`30s`). */
export const duration = (text: string) => durationSchema.prefault(text)
/** A text that is never shown; its key may be written with `File` appended, to read it from a file. */
export const secret = z.string().min(1).meta({ secret: true })
/** What sources, help desks and categories are called. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Use lower-case letters, digits and hyphens.')
