import type { repair as english } from '../en/repair.ts'
import type { Translated } from '../translated.ts'

export const repair: Translated<typeof english> = {}
