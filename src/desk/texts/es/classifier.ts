import type { classifier as english } from '../en/classifier.ts'
import type { Translated } from '../translated.ts'

export const classifier: Translated<typeof english> = {}
