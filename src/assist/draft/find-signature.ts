import { foldText } from '../../classify/fold-text.ts'
import { notNames, organisations, particles } from '../vault/find/name-words.ts'
import { cutQuotes } from './cut-quotes.ts'

const farewell =
  /^(?:muchas gracias|gracias|(?:un |muchos )?(?:cordial(?:es)? )?saludos?|un abrazo|atentamente|cordialmente|(?:many )?thanks(?: a lot| in advance)?|thank you|(?:kind |best |warm )?regards|best(?: wishes)?|sincerely|yours(?: sincerely| faithfully)?|cheers)(?: de antemano| por (?:su|vuestra|tu) ayuda)?(?<rest>[\s,.:!-].*)?$/iu
const word = /^\p{Lu}[\p{L}'’-]{1,30}$/u
/** A shop or an office, whatever its second word is. */
const houses = new Set(
  (
    'talleres construcciones hermanos hijos clinica hotel restaurante colegio instituto universidad ayuntamiento asociacion fundacion comercial ' +
    'distribuciones transportes bar farmacia cafe panaderia libreria academia despacho abogados bufete inmobiliaria asesoria gestoria ' +
    'industrias suministros muebles electronica escuela centro residencia comunidad ' +
    'clinic school university college association foundation trading transport pharmacy bakery law lawyers partners brothers sons garage works ' +
    'industries supplies studio studios consulting systems'
  ).split(' '),
)
const lastLines = 6

/**
 * The name below a customer's message: first name and family name after a farewell, or after the line of two hyphens. A single word may be a
 * company and counts as none, as does a team or a role. Pure.
 */
export const findSignature = (text: string): string | null => {
  const written = cutQuotes(text)
  const lines = linesOf(written).slice(-lastLines)
  for (const [at, line] of lines.entries()) {
    const ended = farewell.exec(line)
    if (ended === null) continue
    const name =
      nameIn((ended.groups?.['rest'] ?? '').replace(/^[\s,.:!-]+/, '')) ?? nameIn(lines[at + 1] ?? '')
    if (name !== null) return name
  }
  const below = /^\s*\n-- ?\r?\n([^\n]{1,80})/.exec(text.slice(text.indexOf(written) + written.length))?.[1]
  return below === undefined ? null : nameIn(below)
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const nameIn = (line: string): string | null => {
  const parts = line.trim().replace(/[.,]$/, '').split(/\s+/)
  const own = parts.filter((part) => !particles.has(part.toLowerCase()))
  if (own.length < 2 || parts.length > 5 || particles.has((parts[0] ?? '').toLowerCase())) return null
  const isName = own.every((part) => {
    const folded = foldText(part, 40).join('')
    return word.test(part) && !notNames.has(folded) && !organisations.has(folded) && !houses.has(folded)
  })
  return isName && own.some((part) => part !== part.toUpperCase()) ? parts.join(' ') : null
}
