import type { drafts as english } from '../en/drafts.ts'
import type { Translated } from '../translated.ts'

export const drafts: Translated<typeof english> = {}
