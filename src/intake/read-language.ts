import { foldName } from '../../schemas/handoff-fields.ts'
import { readShortText } from './read-text.ts'

const names = new Map([
  ['espanol', 'es'],
  ['spanish', 'es'],
  ['castellano', 'es'],
  ['english', 'en'],
  ['ingles', 'en'],
  ['portuguese', 'pt'],
  ['portugues', 'pt'],
  ['french', 'fr'],
  ['frances', 'fr'],
])

/** A BCP 47 tag (`es`, `es-MX`), from a tag in any spelling or a language's name; null when it is neither. */
export const readLanguage = (value: unknown): string | null => {
  if (typeof value === 'string' && /^[a-z]{2}$/.test(value)) return value
  const text = readShortText(value)
  if (text === null || text.length > 35) return null
  const named = names.get(foldName(text))
  if (named !== undefined) return named
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0] ?? null
  } catch {
    return null
  }
}
