import { foldName } from '../fold-value.ts'
import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'
import { notNames, organisations } from './name-words.ts'

const capital = String.raw`(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}']{0,24}(?:-\p{Lu}[\p{L}\p{M}]{0,24})?)`
const joint = '(?:de la|de los|de las|del|de|da|do|dos|y|e|i|van|von|di|la)'
/** One to five words with a capital letter, and what joins them. */
const name = String.raw`${capital}(?:[ \t]{1,2}(?:${joint}[ \t]{1,2})?${capital}){0,4}`
const smallName = String.raw`\p{L}[\p{L}\p{M}']{1,20}(?:[ \t]\p{L}[\p{L}\p{M}']{2,20}){0,2}(?:[ \t]\p{L}[\p{L}\p{M}']{1,20}(?:ez|es|ía|ín|ón|ás)(?!\p{L}))?`
const title = String.raw`(?:(?:[Ss]r|[Ss]ra|[Ss]rta|[Dd]r|[Dd]ra|[Dd]|[Dd]ª|[Mm]r|[Mm]rs|[Mm]s|[Pp]rof)\.?|[Ss]eñora?|[Ss]eñorita|[Dd]on|[Dd]oña|[Dd]octora?|[Mm]iss|[Mm]ister)`
const start = String.raw`(?<=^|[\n.!?¡¿,;:"(]\s{0,2})`

const greetings =
  '(?:[Hh]ola|HOLA|[Bb]uen[oa]s(?: (?:d[ií]as|tardes|noches))?|[Ee]stimad[oa]s?|[Qq]uerid[oa]s?|[Aa]preciad[oa]s?|[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening)|[Mm]uchas gracias|[Gg]racias|[Tt]hanks|[Tt]hank you)'
const closings =
  '(?:[Uu]n (?:cordial |afectuoso )?(?:saludo|abrazo)|[Ss]aludos?(?: cordiales| cordial)?|[Aa]tentamente|[Aa]tte|[Cc]ordialmente|[Mm]uchas gracias|[Gg]racias(?: de antemano| por (?:todo|su ayuda|tu ayuda))?|[Hh]asta (?:pronto|luego)|(?:(?:[Kk]ind|[Bb]est|[Ww]arm) )?[Rr]egards|[Bb]est(?: wishes)?|[Cc]heers|(?:[Mm]any )?[Tt]hanks(?: (?:again|in advance|a lot))?|[Tt]hank you|(?:[Yy]ours )?(?:[Ss]incerely|[Ff]aithfully|[Tt]ruly)|[Ss]ent by|[Ff]irmado|[Ff]do)'

/** A greeting, then a name: "Hola Ana,", "Dear Mr Smith". */
const greeted = new RegExp(String.raw`${start}${greetings},?[ \t]{1,2}(?:${title}[ \t]{1,2})?(${name})`, 'gu')
/** "Soy Juan Pérez", "this is Ann": a capital letter is needed. */
const presented = new RegExp(
  String.raw`(?<!\p{L})(?:[Ss]oy|SOY|[Ll]es? (?:habla|escribe)|[Tt]e (?:habla|escribe)|[Hh]abla|[Dd]e parte de|[Aa] nombre de|[Ee]n nombre de|[Aa]tendi[óo]|(?:[Mm]i|[Nn]uestr[oa]) (?:compañer[oa]|marido|mujer|espos[oa]|hij[oa]|herman[oa]|jef[ea]|padre|madre|pareja|soci[oa]|colega|novi[oa]|abuel[oa]|t[ií][oa]|prim[oa]|sobrin[oa]|tutor[a]?|clienta?|vecin[oa]|amig[oa])|[Ii]'m|[Ii] am|(?:[Ff]irst|[Ll]ast) name|[Tt]his is|[Oo]n behalf of|(?:[Mm]y|[Oo]ur) (?:colleague|husband|wife|son|daughter|brother|sister|boss|manager|partner|father|mother|friend|assistant|grandmother|grandfather|uncle|aunt|cousin|niece|nephew|dependant|dependent|neighbou?r|client|roommate|fianc[ée]e?)|[Ss]poke (?:to|with)|[Tt]alked to|[Hh]abl[eé] con)[ \t]{1,2}(?:con[ \t])?(?:${title}[ \t]{1,2})?(${name})`,
  'gu',
)
/** "me llamo ana lópez": whatever the case. */
const called =
  /(?<!\p{L})(?:me llamo|mi nombre (?:completo )?es|se llama|(?:my|the|first|last|middle|full|maiden|registered|birth|family) ?name(?:'s| is)|surname(?: is|:)|(?:first|last) name:|(?:mi|el|los|mis) apellidos? (?:es|son)|apellidos?:|nombre(?: completo| y apellidos)?:|full name:)[ \t]{1,3}/giu
const afterCalled = new RegExp(String.raw`(?:${title}[ \t]{1,2})?(${name}|${smallName})`, 'uy')
/** "Cliente: Ana López": a capital letter is needed. */
const labelled = new RegExp(
  String.raw`(?<!\p{L})(?:[Nn]ame|NAME|[Tt]itular|[Cc]liente|[Cc]ontacto|[Ff]irmado|[Ff]do\.?|[Hh]older|[Cc]ustomer|[Cc]ontact|[Dd]estinatario|[Rr]ecipient|[Rr]emitente|From|De|Para|To|CC):[ \t]{1,3}(?:${title}[ \t]{1,2})?(${name})`,
  'gu',
)
const titled = new RegExp(String.raw`(?<!\p{L})${title}[ \t]{1,2}(${name})`, 'gu')
/** At the end of a line, after a closing: "Saludos, Juan Pérez", "Best,\nAnn". */
const signed = new RegExp(
  String.raw`${start}${closings}[,.!:]{0,2}[ \t]{0,3}(?:\r?\n[ \t]{0,3}){0,3}(?:${title}[ \t]{1,2})?(${name})(?=[ \t]{0,3}(?:$|[\n\r,.|(<]|-[ \t]))`,
  'gu',
)
const warmClosings =
  '(?:[Uu]n (?:cordial |afectuoso )?(?:saludo|abrazo)|[Ss]aludos?(?: cordiales| cordial)?|[Aa]tentamente|[Aa]tte|[Cc]ordialmente|(?:(?:[Kk]ind|[Bb]est|[Ww]arm) )?[Rr]egards|[Cc]heers|[Ff]irmado|[Ff]do)'
/** The same without a capital: on a line of its own, or after a closing that is nothing else. */
const signedSmall = new RegExp(
  String.raw`${start}(?:${closings}[,.!]{0,2}[ \t]{0,3}(?:\r?\n[ \t]{0,3}){1,3}|${warmClosings},?[ \t]{1,2})(${smallName})(?=[ \t.]{0,3}(?:$|[\n\r]))`,
  'gu',
)
/** "Ana López <ana@…>" */
const beforeAddress = new RegExp(String.raw`(?<!\p{L})(${name})[ \t]{1,2}<(?=[^\s<>@]{1,64}@)`, 'gu')

/** Names that people give themselves or one another, by what stands around them. Linear: every part is bounded. */
export const findIntroduced = (text: string): Range<PersonalKind>[] => {
  const found: Range<PersonalKind>[] = []
  const add = (value: string, to: number) => {
    const range = cutToName(value, to - value.length)
    if (range !== null) found.push({ ...range, kind: 'name' })
  }
  for (const form of [greeted, presented, labelled, titled, signed, signedSmall])
    for (const match of text.matchAll(form)) add(match[1] ?? '', match.index + match[0].length)
  for (const match of text.matchAll(beforeAddress)) add(match[1] ?? '', match.index + (match[1] ?? '').length)
  for (const match of text.matchAll(called)) {
    afterCalled.lastIndex = match.index + match[0].length
    const after = afterCalled.exec(text)
    if (after !== null) add(after[1] ?? '', after.index + after[0].length)
  }
  return found
}

/** The words up to the first that is no part of a name; null: the first is none. */
const cutToName = (value: string, from: number): { from: number; to: number } | null => {
  let length = 0
  for (const match of value.matchAll(/[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*/gu)) {
    const folded = foldName(match[0])
    const isJoint = length > 0 && /^(?:de|del|la|los|las|da|do|dos|y|e|i|van|von|di)$/.test(folded)
    if (isJoint) continue
    if (organisations.has(folded)) return null
    if (notNames.has(folded) || folded.startsWith("i'")) break
    length = match.index + match[0].length
  }
  return length < 2 ? null : { from, to: from + length }
}
