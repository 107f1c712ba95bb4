/**
 * Words that say how one asks rather than what about, in Spanish and English, accents folded. They count a tenth in the
 * comparison of two texts. Other languages work without such a list, a little less sharply.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a al algo ante ayuda ayudar bien buen buena buenas bueno buenos cliente como con contacto cual cuando cuenta de del
  desde dia dias donde el ella ellos en entre era es esa ese eso esta estan estar este esto estoy favor fue gracias ha
  hace hacer han hasta hay he hola la las le les lo los mas me mi mis mucho muy necesita necesito ni no nos o para pero
  poder por porque problema puede puedo que quien quiere quiero se ser si sin sobre solicita son soy su sus tambien tan
  tarde tardes te tengo tiene todo tu tus un una uno usted usuario vez y ya yo
  about am an and any are as at be been but by can cannot could customer did do does doesn don for from get had has have
  hello help hi how i if in is it its just me my need no not of on or our please problem so some still thank thanks that
  the their them then there they this to user want wants was we were what when where which who why will with would you
  your`.split(/\s+/),
)
