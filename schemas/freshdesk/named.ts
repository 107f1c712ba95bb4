import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** Groups (`/groups`) and products (`/products`): all that is used of them is what they are called. */
export const freshdeskNamedSchema = z.object({ id: freshdeskIdSchema, name: z.string() })
export type FreshdeskNamed = z.infer<typeof freshdeskNamedSchema>

export const freshdeskNamedListSchema = z.array(freshdeskNamedSchema)
