import { foldText } from '../../classify/fold-text.ts'

// What says nothing about the matter. Folded, without accents.
const stop = new Set(
  (
    'a al algo ante antes aqui asi aun aunque cada como con cual cuales cuando de del desde donde dos e el ella ellas ellos en entre era ' +
    'es esa ese eso esta estan estar estas este esto estos fue ha hace han hasta hay la las le les lo los mas me mi mis muy nos nuestra ' +
    'nuestras nuestro nuestros o os otra otro para pero por porque pues que quien se sea ser si sin sobre son su sus tal tambien te tu tus ' +
    'un una uno unos usted ustedes y ya yo he hemos podra puede pueden sin without ' +
    'an and any are as at be been but by can could did do does for from had has have he her him his how i if in into is it its me my of ' +
    'on once or our out she so some such than that the their them then there these they this those to too us was we were what when where ' +
    'which while who will with would you your yours should may might also just been being'
  ).split(' '),
)
const negations = new Set(
  'no not nunca never jamas ningun ninguna ninguno ningunos none tampoco cannot cant dont doesnt isnt arent wont nadie nobody neither nor'.split(
    ' ',
  ),
)
const longestStem = 6

/** Content words of a text as they are compared: folded, without endings, in order. Works for Spanish and English, and roughly for others. */
export const contentWords = (text: string): string[] =>
  foldText(text, 8000)
    .filter((word) => !stop.has(word) && !negations.has(word) && (word.length > 1 || /\d/.test(word)))
    .map(stemWord)

/** Whether a sentence says that something is not so. */
export const isNegated = (sentence: string): boolean =>
  foldText(sentence, 4000).some((word) => negations.has(word))

/** Whether a sentence says that somebody of ours has done something. An article cannot know that. */
export const isDone = (sentence: string): boolean =>
  /(?<![\p{L}])(?:(?:we|i)(?:['’]ve| have| already| just)|hemos|he|ya (?:está|esta|se ha|ha)|has been|have been|ha sido|han sido|was|were|fue|fueron)(?![\p{L}])/iu.test(
    sentence.slice(0, 4000),
  )

/**
 * A word without plural and the end of long ones: `restablezca` and `restablecer` share `restab`. Crude on purpose: what decides is
 * measured on the whole sentence (test/assist/draft/labelled-claims.ts).
 */
export const stemWord = (word: string): string => {
  if (/\d/.test(word)) return word
  const singular = word.length > 4 ? word.replace(/(?:es|s)$/, '') : word
  return singular.slice(0, longestStem)
}
