/** Words that say nothing of what a text is about, folded. By language. */
export const stopWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    `a about after again all also am an and any are as at be because been but by can could did do does for from get got had has have
    he hello help her here hi him his how i if im in into is it its ive just know let like me more my need no not now of on one only or
    other our out over please regards she so some such than thank thanks that the their them then there these they this to too try
    trying up us very want was we were what when where which who why will with would you your dear team support kind best
    cannot cant dont doesnt didnt isnt wont id ill am pm`.split(/\s+/),
  ),
  es: new Set(
    `a al algo ante antes aqui asi aun bien buenas buenos como con cual cuando cuanto de del desde dias donde dos el ella ellos en entre
    era es esa ese eso esta estaba estan estar estas este esto estos estoy favor fue gracias ha hace hacer han has hasta hay he hola
    la las le les lo los mas me mi mis muy necesito ni no nos nosotros nuestra nuestro o otra otro para pero por porque pues puede
    pueden puedo que quien quiero quisiera saludo saludos se ser si sido sin sobre solo son soy su sus tal tambien tan tengo tiene todo
    todos tu tus un una unas uno unos usted ustedes va ya yo ayuda ayudar ayudarme cordial atentamente tardes noches estimados estimado`.split(
      /\s+/,
    ),
  ),
}
