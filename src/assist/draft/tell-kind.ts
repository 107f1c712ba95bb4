import type { Statement } from '../../../schemas/draft.ts'
import { foldText } from '../../classify/fold-text.ts'
import { contentWords, stemWord } from './content-words.ts'
import type { SplitStatement } from './split-statements.ts'

const salutation =
  /^[¡\s]*(?:hola|buen[oa]s|estimad[oa]s?|apreciad[oa]s?|querid[oa]s?|hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|sehr geehrte[rs]?|lieber?|bonjour|bonsoir|ch[eè]re?|olá|bom dia|prezad[oa]s?|ciao|buongiorno|gentile|beste|geachte|bon dia|benvolgu(?:t|da))(?!\p{L})/iu
// Besides names, all that a greeting consists of. Folded.
const greetingWords = new Set(
  (
    'hola buenos buenas dias dia tardes noches estimado estimada estimados estimadas apreciado apreciada apreciados apreciadas querido querida ' +
    'queridos queridas hi hello hey dear good morning afternoon evening hallo guten tag morgen sehr geehrte geehrter geehrtes liebe lieber ' +
    'bonjour bonsoir cher chere ola bom prezado prezada prezados prezadas ciao buongiorno gentile beste geachte bon benvolgut benvolguda ' +
    'sr sra srta don dona senor senora dr dra mr mrs ms sir madam herr frau cliente customer there team equipo todos all a o'
  ).split(' '),
)
const courtesy =
  /^[¡\s]*(?:muchas )?(?:gracias|lament|sent(?:imos|irlo)|siento|disculp|perdon|comprend|entend|entiend|esper|qued|estamos|estoy|no dud|si necesita|si tiene|si no|cualquier|saludos|un (?:cordial )?saludo|un abrazo|atentamente|cordialmente|reciba|con mucho gusto|ante todo|siga|sigue|estos son|thank|thanks|many thanks|sorry|i(?:['’]m| am) sorry|we(?:['’]re| are) sorry|we apologi|apologies|i understand|we understand|i hope|we hope|please let|let (?:me|us)|please (?:follow|try)|follow|if you (?:need|have)|do not hesitate|don['’]t hesitate|feel free|kind regards|best regards|warm regards|regards|sincerely|yours|best wishes|best,|cheers|take care|looking forward|mit freundlichen|viele grüße|vielen dank|cordialement|merci|atenciosamente|obrigad|cordiali saluti|grazie|met vriendelijke|bedankt|salutacions|gràcies|here (?:are|is)|happy to|glad to)/iu
// What politeness is made of: it says nothing about the matter.
const polite = new Set(
  (
    'gracias muchas escribirnos escribir contactar contactarnos contacto ponerse mensaje paciencia comprension lamento lamentamos siento ' +
    'sentimos sentirlo molestias molestia inconveniente inconvenientes ocasionadas causadas disculpe disculpas disculpa perdone comprendo ' +
    'comprendemos entiendo entendemos espero esperamos ayude ayuda ayudar ayudarle ayudarte sirva servirle quedo quedamos estamos estoy ' +
    'disposicion atento atentos pendiente noticias respuesta dude duda dudas consultarnos preguntar necesita necesitas necesite algo cosa ' +
    'cualquier pregunta preguntas saludo saludos cordial cordiales atentamente cordialmente abrazo equipo soporte mas tiene tienes favor ' +
    'siga sigue siguientes pasos paso estos importante situacion frustrante resulta mucho gusto encantado encantados reciba haga saber ' +
    'responda responder correo mismo contactenos escribanos avisenos diganos digame avise avisanos seguir seguiremos ' +
    'thank thanks writing contacting reaching message patience understanding sorry apologise apologize apologies inconvenience trouble ' +
    'caused understand hope helps help happy glad please let know need needs anything else further questions question have hesitate feel ' +
    'free contact regards kind best warm sincerely wishes looking forward hearing team support follow following steps step below try ' +
    'frustrating must annoying situation reply replying answer assist assistance here'
  )
    .split(' ')
    .map(stemWord),
)
const mostOtherWords = 2
const mostGreetingWords = 7

/**
 * Tells what must be true from what is only said: greeting and courtesy, a question, the end of a letter. When in doubt it is a claim.
 * `names` (words, folded) are of those who may be greeted, and sign once the letter has
 * ended (`closed`); null: of anybody, for telling the parts of a letter apart.
 */
export const tellKind = (
  all: readonly SplitStatement[],
  at: number,
  { closed, names }: { closed: boolean; names: ReadonlySet<string> | null },
): Statement['kind'] => {
  const text = all[at]?.text ?? ''
  if (/\?["'»”)\]]*$/u.test(text)) return 'question'
  const others = contentWords(text).filter((word) => !polite.has(word)).length
  if (at === 0 && isGreeting(text, names)) return 'greeting'
  if (courtesy.test(text) && others <= mostOtherWords) return at * 2 < all.length ? 'greeting' : 'closing'
  if (closed && isSignature(text, names)) return 'closing'
  return 'claim'
}

/** Whether a letter ends with this statement, so that a signature may follow. */
export const isFarewell = (text: string): boolean =>
  /^(?:muchas gracias|gracias|saludos|un (?:cordial )?saludo|un abrazo|atentamente|cordialmente|reciba|kind regards|best regards|warm regards|regards|sincerely|yours|best wishes|best,|cheers|thanks|thank you|mit freundlichen|viele grüße|cordialement|atenciosamente|cordiali saluti|met vriendelijke|salutacions)/iu.test(
    text.trim(),
  )

/** Only who is known to sign: words of a name alone could promise anything. */
const isSignature = (text: string, names: ReadonlySet<string> | null): boolean => {
  const words = foldText(text, 500)
  return words.length > 0 && names !== null && words.every((word) => names.has(word))
}

/** A salutation and a name; "Hello, your refund is granted" is none. */
const isGreeting = (text: string, names: ReadonlySet<string> | null): boolean => {
  const words = foldText(text, 500)
  if (!salutation.test(text) || words.length > mostGreetingWords) return false
  return names === null || words.every((word) => greetingWords.has(word) || names.has(word))
}
