import { foldText } from '../../classify/fold-text.ts'

/** What can be done to a draft without a language model. */
export type OwnRefinement =
  | { kind: 'shorter' }
  | { kind: 'tone'; tone: 'formal' | 'friendly' }
  | { kind: 'add'; words: string }
  | { kind: 'translate'; language: string }

const languages: Readonly<Record<string, string>> = {
  ingles: 'en',
  english: 'en',
  espanol: 'es',
  castellano: 'es',
  spanish: 'es',
  aleman: 'de',
  german: 'de',
  deutsch: 'de',
  frances: 'fr',
  french: 'fr',
  portugues: 'pt',
  portuguese: 'pt',
  italiano: 'it',
  italian: 'it',
  catalan: 'ca',
  holandes: 'nl',
  dutch: 'nl',
}
const shorter =
  /\b(?:shorter|shorten|briefer|brief|concise|summari[sz]e|too long|mas cort[oa]|mas breve|acort\w*|resum\w*|abrevi\w*|reduc\w*|demasiado larg[oa])\b/
const friendly =
  /\b(?:less formal|more informal|informal|friendlier|more friendly|casual|warmer|menos formal|mas cercan[oa]|mas amable|mas informal)\b/
const formal = /\b(?:more formal|formally|formal|mas formal|formalmente)\b/
const adding =
  /^(?:please |por favor |can you |could you |puedes |podrias )?(?:add|include|append|mention|anade|anadir|agrega|agregar|incluye|incluir|menciona|suma)\b/
const translating = /\b(?:translate|translation|traduc\w*|in|into|en|al)\b/
const technical =
  /\b(?:technical|technically|tecnic\w*|diagnos\w*|root cause|causa raiz|command|commands|comando|comandos)\b/

/** Reads an instruction in Spanish or English; null: it takes a language model. */
export const recogniseRefinement = (instruction: string): OwnRefinement | null => {
  const words = foldText(instruction, 500)
  const text = words.join(' ')
  if (adding.test(text)) {
    const rest = text.replace(adding, '').trim()
    return rest === '' ? null : { kind: 'add', words: rest }
  }
  const language = words.map((word) => languages[word]).find((code) => code !== undefined)
  if (language !== undefined && translating.test(text) && words.length <= 8)
    return { kind: 'translate', language }
  if (shorter.test(text)) return { kind: 'shorter' }
  if (friendly.test(text)) return { kind: 'tone', tone: 'friendly' }
  if (formal.test(text)) return { kind: 'tone', tone: 'formal' }
  return null
}

/** Whether an instruction is about the technical part besides, or instead of, the response. */
export const asksForTechnical = (instruction: string): boolean =>
  technical.test(foldText(instruction, 500).join(' '))

/** What language an instruction wants; null: it says nothing of that. */
export const languageAskedFor = (instruction: string): string | null => {
  const found = recogniseRefinement(instruction)
  return found?.kind === 'translate' ? found.language : null
}
