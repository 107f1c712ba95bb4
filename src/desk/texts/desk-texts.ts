import type { en } from './en.ts'
import type { Translated } from './translated.ts'

/** Everything that the desk says, in one language. A key that is missing in a language does not compile. */
export type DeskTexts = Translated<typeof en>
