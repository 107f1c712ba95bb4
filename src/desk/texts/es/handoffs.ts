import type { handoffs as english } from '../en/handoffs.ts'
import type { Translated } from '../translated.ts'

export const handoffs: Translated<typeof english> = {}
