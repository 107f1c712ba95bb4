import { foldName } from '../fold-value.ts'
import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'
import { notNames } from './name-words.ts'

/** First names that are common where Spanish and English are spoken, and hardly ever mean anything else. Folded. */
const firstNames: ReadonlySet<string> = new Set(
  (
    'ana anna maria jose juan antonio manuel francisco luis javier carlos miguel jesus pedro alejandro fernando pablo sergio jorge ' +
    'alberto alvaro diego adrian raul ivan ruben enrique ramon vicente andres joaquin santiago eduardo victor roberto jaime ' +
    'mario ignacio alfonso ricardo emilio julian guillermo hugo gabriel marcos daniel david martin nicolas lucas mateo gonzalo ' +
    'rafael rodrigo agustin felipe cristian sebastian esteban gerardo hector oscar arturo ernesto leonardo mauricio ' +
    'carmen josefa isabel laura cristina marta francisca antonia lucia elena sara paula raquel patricia beatriz ' +
    'silvia julia irene andrea rocio monica alicia teresa sandra sonia marina susana natalia yolanda inmaculada veronica noelia ' +
    'lorena eva nuria valentina camila daniela sofia gabriela fernanda alejandra carolina adriana claudia diana mariana ' +
    'jimena ximena guadalupe lourdes begoña itziar ainhoa montserrat encarnacion catalina juana manuela martina ' +
    'john james robert michael william richard joseph thomas charles christopher matthew anthony donald steven paul andrew ' +
    'joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob nicholas eric jonathan stephen larry justin ' +
    'scott brandon benjamin samuel gregory alexander raymond dennis jerry tyler aaron henry peter nathan zachary kyle ' +
    'mary jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret ashley kimberly emily donna ' +
    'michelle dorothy amanda melissa deborah stephanie rebecca sharon cynthia kathleen amy angela shirley brenda emma pamela ' +
    'nicole samantha katherine christine rachel olivia hannah megan charlotte sophie lucy ellie chloe oliver harry liam noah ' +
    'fatima mohamed mohammed ahmed aisha youssef wei priya raj giulia pierre jean marie hans klaus ines tiago bruno'
  )
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(' '),
)

const capitals = /\p{Lu}[\p{Ll}\p{M}]{1,20}/gu
const nextPart = /(?:[ \t](?:de la|de los|del|de|y)(?=[ \t]))?[ \t]\p{Lu}[\p{L}\p{M}'-]{1,24}/uy

/** "soy josé maría garcía": without a capital only where somebody says who he is. */
const told =
  /(?<!\p{L})(?:soy|me llamo|habla|i'm|i am|this is)[ \t]{1,2}(\p{Ll}[\p{Ll}\p{M}]{1,20}(?:[ \t]\p{Ll}[\p{Ll}\p{M}]{2,20}){0,4})/giu
const isSurname = /(?:ez|[ií]a)$/

const findTold = (text: string): Range<PersonalKind>[] =>
  [...text.matchAll(told)].flatMap((match): Range<PersonalKind>[] => {
    const value = match[1] ?? ''
    const from = match.index + match[0].length - value.length
    let length = 0
    for (const { 0: word, index } of value.matchAll(/\p{L}+/gu)) {
      const folded = foldName(word)
      const fits = firstNames.has(folded) || (index > 0 && isSurname.test(folded))
      if (!fits || notNames.has(folded)) break
      length = index + word.length
    }
    return length === 0 ? [] : [{ from, to: from + length, kind: 'name' }]
  })

/** First names that are usual, with the surnames after them. Linear. */
export const findUsual = (text: string): Range<PersonalKind>[] => {
  const found = findTold(text)
  let done = 0
  for (const match of text.matchAll(capitals)) {
    const { index } = match
    if (index < done || /[\p{L}\p{M}]/u.test(text[index - 1] ?? '') || !firstNames.has(foldName(match[0])))
      continue
    let to = index + match[0].length
    if (/[\p{L}\p{M}]/u.test(text[to] ?? '')) continue
    for (let parts = 0; parts < 4; parts++) {
      nextPart.lastIndex = to
      const next = nextPart.exec(text)
      const word = next?.[0].trim().split(/\s/).at(-1) ?? ''
      if (next === null || notNames.has(foldName(word))) break
      to += next[0].length
    }
    done = to
    found.push({ from: index, to, kind: 'name' })
  }
  return found
}
