import * as z from 'zod'
import { themeSchema } from './user.ts'

/** An address that somebody signs in with; letters of every script. */
export const emailSchema = z
  .string()
  .trim()
  .normalize('NFC')
  .max(254)
  .check(z.email({ pattern: z.regexes.unicodeEmail }))

/** A person's name: no characters that nobody sees. */
export const personNameSchema = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u)

/** How somebody wants the desk; empty: as the browser asks for. */
export const preferencesSchema = z.object({
  name: personNameSchema,
  language: z
    .string()
    .max(10)
    .transform((text) => (text === '' ? null : text)),
  theme: z.union([z.literal('').transform(() => null), themeSchema]),
})
