import { englishBackground } from './background/english.ts'
import { otherBackground } from './background/other-languages.ts'
import { spanishBackground } from './background/spanish.ts'

/**
 * Short texts that nobody takes to a support desk: weather, recipes, jokes, chatter, code, spam, nothing at all. Mostly English and
 * Spanish, with some in twenty-five other languages. They teach a model what none of its classes is. Written for Relevo and under its
 * licence (MIT).
 */
export const backgroundTexts: readonly string[] = [englishBackground, spanishBackground, otherBackground]
  .flatMap((texts) => texts.split('\n'))
  .filter((text) => text !== '')
