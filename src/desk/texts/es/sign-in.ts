import type { signIn as english } from '../en/sign-in.ts'
import type { Translated } from '../translated.ts'

export const signIn: Translated<typeof english> = {}
