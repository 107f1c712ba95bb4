import { splitStatements } from '../../draft/split-statements.ts'

/** Somebody or something of somebody was masked in it: `[NAME_1]`, `[name]`, `[SECRET_2]`. */
const isMasked = /\[[\p{L}]+(?:_\d+){0,2}\]/u
const amount =
  /(?:[€$£]\s?\d|\d[\d.,]{0,12}\s?(?:€|\$|£|eur(?:os?)?|usd|gbp|d[óo]lares|dollars?|pounds?|pesos)(?![\p{L}]))/iu
const day =
  /(?<![\p{L}\d])(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2} de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|ayer|anteayer|hoy|mañana por la|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tomorrow)(?!\p{L})|\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:january|february|march|april|june|july|august|september|october|november|december)|(?:january|february|march|april|june|july|august|september|october|november|december) \d{1,2})/iu
/** What was done, or will be, for that customer. */
const done =
  /(?<!\p{L})(?:he|hemos|hab[íi]amos|(?:le|te|les|os|se l[oa]s?) (?:ha|han|hago|hacemos|env[íi]o|enviamos|mando|mandamos|paso|pasamos|devuelvo|devolvemos|abono|abonamos|adjunto|adjuntamos|\p{L}{2,20}(?:é|amos|imos|emos|aré|eré|iré))|\p{L}{3,20}(?:aremos|eremos|iremos)|devolvimos|enviamos|abonamos|mandamos|cambiamos|reiniciamos|voy a|vamos a|estoy|estamos|queda(?:rá)? (?:resuelt|cerrad|anulad|cancelad|abonad)\p{L}{1,3}|i'?(?:ve|ll| have| had| will| am|m| did)|we'?(?:ve|ll| have| had| will| are|re| did)|(?:i|we)(?: just| already| also)? (?:\p{L}{2,20}ed|sent|gave|made|put|set|took|found|spoke|got|reset|paid)|(?:has|have) been (?:refunded|sent|shipped|cancelled|canceled|credited|paid|dispatched))(?!\p{L})/iu
/** Somebody else than who is written to. */
const thirdPerson =
  /(?<!\p{L})(?:(?:su|tu|your|his|her) (?:marido|mujer|espos[oa]|hij[oa]s?|herman[oa]|padre|madre|pareja|vecin[oa]|jef[ea]|compañer[oa]|soci[oa]|amig[oa]|abuel[oa]|husband|wife|sons?|daughters?|brother|sister|father|mother|partner|neighbou?r|boss|manager|colleague|friend)|paciente|patient|en casa de|señor[a]?|sra?\.)(?!\p{L})/iu

/**
 * Of an agent's masked reply what helps whoever has the same problem: its instructions and explanations. Sentences of the case go: those
 * with something masked in them, an amount, a day, what was done or promised, somebody else. Rather too much goes than too little.
 * Paragraphs stay apart; an empty text: it was all about the case. Pure, linear.
 */
export const keepInstructions = (reply: string): string => {
  const kept = splitStatements(reply).filter(
    ({ text }) => ![isMasked, amount, day, done, thirdPerson].some((form) => form.test(text)),
  )
  return kept.reduce((text, { text: sentence, paragraph, isItem }, at) => {
    const before = kept[at - 1]
    if (before === undefined) return sentence
    const gap = before.paragraph !== paragraph ? '\n\n' : isItem || before.isItem ? '\n' : ' '
    return text + gap + sentence
  }, '')
}
