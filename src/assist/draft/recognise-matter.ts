/** What a letter without knowledge answers to. */
export type Matter = 'thanks' | 'complaint' | 'fault' | 'request'

const thanks =
  /(?<!\p{L})(?:gracias|agrade[cz]\p{L}+|felicit\p{L}+|enhorabuena|thank(?:s| you)|grateful|well done|great job|kudos|congratulations)(?!\p{L})/iu
/** With one of these there is more to answer than thanks, which stand at the end of most letters. */
const more =
  /\?|(?<!\p{L})(?:pero|aunque|sin embargo|todavía|aún|sigue|siguen|falta|faltan|quiero|querría|quería|quisiera|queremos|necesit\p{L}+|pod(?:éis|rían?|ríais)|puede[ns]?|me gustaría|por favor|solicit\p{L}+|ruego|envi(?:ad|en|éis)\p{L}*|por nada|de antemano|but|however|although|still|again|missing|would like|need|want|can you|could you|would you|please|for nothing|in advance|ofrecemos|we offer)(?!\p{L})/iu
const complaint =
  /(?<!\p{L})(?:quej(?:a|as|arme)|reclamaci(?:ón|ones)|vergonzos[oa]|(?:una|qué) vergüenza|inaceptable|intolerable|indignad[oa]s?|indignante|pésim[oa]|hart[oa]s?|mal(?:a atención| servicio| trato)|tomadura de pelo|nadie (?:me |nos )?(?:contesta|responde|atiende|llama|hace caso)|hablar con (?:un|una|el|la|su|vuestr[oa]) (?:responsable|encargad[oa]|supervisor|supervisora|jef[ea])|complain(?:t|ts|ing)?|unacceptable|disgrace(?:ful)?|shameful|outrageous|appalling|fed up|(?:terrible|poor|bad|awful) (?:service|experience)|(?:nobody|no one) (?:\p{L}+ )?(?:answers|answered|replies|replied|calls|called)|(?:speak|talk) (?:to|with) (?:a|the|your) (?:manager|supervisor))(?!\p{L})/iu
const fault =
  /(?<!\p{L})(?:no (?:me |nos |se )?(?:funciona|funcionan|va|van|arranca|enciende|abre|carga|conecta|imprime|deja|sale|responde|reconoce|oye|ve|puedo|podemos)|dej(?:ó|a) de funcionar|fall(?:a|an|o|ó|os)|errores|error|aver(?:ía|iad[oa])|rot[oa]s?|bloquead[oa]s?|se (?:me |nos )?(?:corta|cuelga|bloquea|apaga|reinicia|congela)|parpadea|va (?:muy )?lent[oa]|(?:does|do|did|is|are|has|have)(?: not|n['’]t) (?:work|working|start|open|load|connect|print|turn|respond|show|recogni[sz]ed?)|not working|stopped working|(?:can ?not|can['’]t) (?:open|start|connect|print|log|sign|see|hear|send)|fail(?:s|ed|ure)?|errors?|broken|crash(?:es|ed|ing)?|fr(?:eezes|ozen)|keeps? (?:dropping|crashing|restarting|freezing)|flickers?)(?!\p{L})/iu
const longest = 8000
/** Thanks that stand further back only close a letter. */
const beginning = 200

/**
 * Tells a word of thanks, a complaint, something that does not work, and anything else apart, in Spanish and English. `newest`: what the
 * customer said last, of all that is in `text`: thanks end what went before. `category`: what the ticket is about by the categories that
 * ship, as far as the classifier is sure. Pure.
 */
export const recogniseMatter = ({
  text,
  newest,
  category,
}: {
  text: string
  newest: string
  category: string | null
}): Matter => {
  if (category !== 'complaint' && isThanks(newest.slice(0, longest).trim())) return 'thanks'
  const said = text.slice(0, longest)
  if (category === 'complaint' || complaint.test(said)) return 'complaint'
  return category === 'technical' || fault.test(said) ? 'fault' : 'request'
}

const isThanks = (said: string): boolean =>
  thanks.test(said.slice(0, beginning)) && [more, complaint, fault].every((each) => !each.test(said))
