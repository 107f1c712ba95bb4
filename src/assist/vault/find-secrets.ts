import { mergeRanges, type Range } from './range.ts'
import type { SecretFinding } from './vault.ts'

type SecretKind = SecretFinding['kind']

/**
 * The secrets in texts that are about to leave. The first text is the instruction or what the agent has written himself (`''`: there is
 * none), and the messages follow, so that a text's place is the number that the finding tells. One finding for each kind and text.
 * Linear in the texts.
 */
export const findSecrets = (texts: string[]): SecretFinding[] =>
  texts.flatMap((text, message) =>
    [...new Set(locateSecrets(text).map(({ kind }) => kind))].map((kind) => ({ kind, message })),
  )

/** Where secrets are in a text, in order, none over another. */
export const locateSecrets = (text: string): Range<SecretKind>[] =>
  mergeRanges([
    ...findForms(text),
    ...findPrivateKeys(text),
    ...findTold(text, passwordLabel, 'password', isPassword),
    ...findTold(text, besideLabel, 'password', isMixed),
    ...findPut(text),
    ...findTold(text, keyLabel, 'api-key', isKey),
    ...findTold(text, codeLabel, 'code', isCode),
    ...[...text.matchAll(codeFirst)].map(
      (match): Range<SecretKind> => ({
        from: match.index,
        to: match.index + (match[1] ?? '').length,
        kind: 'code',
      }),
    ),
  ])

/** What is a secret by its form, from the documentation of those who give them out. */
const forms: readonly { form: RegExp; kind: SecretKind }[] = [
  { form: /(?<![\w-])eyJ[\w-]{5,2000}\.eyJ[\w-]{5,4000}\.[\w-]{0,2000}/g, kind: 'token' },
  { form: /(?<![\w-])Bearer[ \t]{1,3}(?=[\w.~+/=-]{0,500}\d)[\w.~+/-]{12,2000}=*/gi, kind: 'token' },
  {
    form: /(?<![\w-])Basic[ \t]{1,3}(?=[A-Za-z\d+/]{0,300}[\dA-Z])[A-Za-z\d+/]{12,500}={1,2}/g,
    kind: 'token',
  },
  // OpenAI and those after it, Stripe, GitHub, GitLab, Slack, AWS, Google, SendGrid, Twilio, npm, PyPI, Hugging Face, Shopify, ours.
  { form: /(?<![\w-])(?:sk|pk|rk)[-_](?=[\w-]{0,80}\d)[\w-]{16,200}/g, kind: 'api-key' },
  {
    form: /(?<!\w)(?:gh[pousr]_[A-Za-z\d]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{15,60})/g,
    kind: 'api-key',
  },
  { form: /(?<!\w)xox[abeoprs]-[\w-]{10,250}/g, kind: 'api-key' },
  { form: /(?<!\w)(?:AKIA|ASIA|AROA|AIDA)[A-Z\d]{16}(?!\w)/g, kind: 'api-key' },
  { form: /(?<!\w)AIza[\w-]{35}/g, kind: 'api-key' },
  {
    form: /(?<!\w)(?:SG\.[\w-]{16,32}\.[\w-]{16,64}|SK[\da-f]{32}|npm_[A-Za-z\d]{30,60}|pypi-[\w-]{30,250}|hf_[A-Za-z\d]{20,60}|shp(?:at|ca|pa|ss)_[\da-f]{32})/g,
    kind: 'api-key',
  },
  { form: /(?<!\w)rlv_[\w-]{12,200}/g, kind: 'api-key' },
  { form: /(?<=(?<![\p{L}\p{N}])pin[ \t]{1,2})\d{4,8}(?![\d.,:]\d|\d)/giu, kind: 'password' },
  {
    form: /(?<=(?<![\p{L}\p{N}])(?:cvv2?|cvc2?|csc)(?:[ \t]{1,2}(?:es|is|code))?[ \t:=]{1,3})\d{3,4}(?!\d)/giu,
    kind: 'code',
  },
  // Amazon's second key, which has no form of its own.
  {
    form: /(?<=(?<!\p{L})(?:aws|secret|secreta|secret_?access_?key)(?:[^\n]{0,24}[ \t:="'])?)(?<![A-Za-z\d/+=])(?=[A-Za-z\d/+]{0,39}\d)(?=[A-Z\d/+]{0,39}[a-z])(?=[a-z\d/+]{0,39}[A-Z])[A-Za-z\d/+]{40}(?![A-Za-z\d/+=])/giu,
    kind: 'api-key',
  },
  // The words of a wallet.
  {
    form: /(?<=(?<!\p{L})(?:seed|recovery phrase|secret phrase|mnemonic|frase semilla|semilla|frase de recuperaci[oó]n)(?: phrase| words)?[ \t]{0,2}(?:es|is)?[ \t:]{1,3}\n?)(?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8}(?![a-z])/giu,
    kind: 'private-key',
  },
  // A password in an address: https://ana:secret@example.org
  { form: /(?<=\b[a-z][a-z\d+.-]{1,15}:\/\/[^\s:/@]{1,64}:)[^\s@/]{3,100}(?=@)/gi, kind: 'password' },
]

/** From its first line to its last; where that is missing, as long as the lines look like a key's. */
const findPrivateKeys = (text: string): Range<SecretKind>[] => {
  const found: Range<SecretKind>[] = []
  const begin = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g
  const body = /(?:\s{0,4}[A-Za-z\d+/=:,. ]{1,100})*/y
  const end = /\s{0,4}-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/y
  const keyLine = /(?:\s{0,4}[A-Za-z\d+/=]{16,100}(?!\S))*/y
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    body.lastIndex = begin.lastIndex
    body.exec(text)
    end.lastIndex = body.lastIndex
    end.exec(text)
    keyLine.lastIndex = begin.lastIndex
    keyLine.exec(text)
    const to = Math.max(begin.lastIndex, end.lastIndex, keyLine.lastIndex)
    found.push({ from: match.index, to, kind: 'private-key' })
    begin.lastIndex = to
  }
  return found
}

const findForms = (text: string): Range<SecretKind>[] =>
  forms.flatMap(({ form, kind }) =>
    [...text.matchAll(form)].map((match) => ({ from: match.index, to: match.index + match[0].length, kind })),
  )

const passwordWord = '(?:contrase[ñn]a|password|passwort|passphrase|passcode|clave|pass|pwd|pw|pin)'
const detail = String.raw`(?:[ \t]{1,2}(?:que|uso|utilizo|usaba|tengo|puse|i|use|used|we|actual|nueva|vieja|temporal|provisional|anterior|antigua|del?|la|el|mi|tu|su|al|para|for|of|to|the|my|wi-?fi|vpn|correo|usuario|cuenta|acceso|router|red|web|portal|email|mail|account|user|temporary|temp|new|old|current|admin|login|tarjeta|card|number|n[úu]mero|ordenador|windows|pc|is|es|era|was)){0,4}`
const sets = String.raw`(?:[ \t]{0,2}(?:[:=]{1,2}>?|→)[ \t]{0,3}(?:\r?\n[ \t]{0,3})?|[ \t]{1,2}(?:es|era|is|was|ser[íi]a|son|pongo|puse|uso|i use|i used|set to|sigue siendo)(?:[ \t]{1,2}(?:la siguiente|esta|[ée]sta|el|the following|this|now|ahora|still|just))?[ \t]{0,2}:?[ \t]{1,3}|[ \t]{1,3}(?=["'«“\x60(]))`
const value = String.raw`["'«“\x60(]?([^\s"'»”\x60<>]{1,100})`
const passwordLabel = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?:[A-Z\d_]{1,40}_)?${passwordWord}${detail}${sets}${value}`,
  'giu',
)
/** "mi clave Gatito77": only what no word looks like. */
const besideLabel = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?:mi|la|su|tu|my|the|your)[ \t](?:nueva[ \t]|new[ \t]|old[ \t])?${passwordWord}[ \t]{1,2}${value}`,
  'giu',
)
/** "He puesto Gatito77 como contraseña", "I used Gatito77 as my password" */
const putFirst = new RegExp(
  String.raw`(?<!\S)["'«“\x60(]?([^\s"'»”\x60<>()]{4,60})["'»”\x60)]?[ \t]{1,2}(?:como|as)[ \t]{1,2}(?:(?:mi|la|tu|su|my|the|a|nueva|new)[ \t]{1,2}){0,2}${passwordWord}(?!\p{L})`,
  'giu',
)
const keyLabel = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:[\w-]{0,20}[_-])?(?:api[ _-]?key|api[ _-]?token|access[ _-]?(?:key|token)|secret(?:[ _-]?(?:key|access[ _-]?key))?|client[ _-]?secret|auth[ _-]?token|token|clave (?:de )?api|clave secreta|license key|product key)["']?${detail}${sets}${value}`,
  'giu',
)
const codeLabel = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:c[óo]digo|code|otp|token|2fa|mfa|sms)(?:[ \t]{1,2}(?:de|of|for|para)?[ \t]{0,2}(?:verificaci[óo]n|verification|seguridad|security|acceso|access|confirmaci[óo]n|confirmation|un solo uso|one[- ]time|sms|login|inicio de sesi[óo]n|autenticaci[óo]n|authentication|recuperaci[óo]n|recovery|activaci[óo]n|activation|que me (?:lleg[óo]|ha llegado|enviaron|mandaron)|i (?:got|received|was sent))){0,2})${sets}${value}`,
  'giu',
)
/** "482913 is your verification code" */
const codeFirst =
  /(?<![\p{L}\p{N}])(\d{3}[ -]?\d{3,5}|[A-Z]-\d{6})(?=[ \t]{1,2}(?:is|es)[ \t]{1,2}(?:your|the|my|tu|su|el|mi)[ \t]{1,2}(?:[\p{L}]{1,20}[ \t]{1,2}){0,3}(?:code|c[óo]digo|otp|pin)(?!\p{L}))/giu

const findPut = (text: string): Range<SecretKind>[] =>
  [...text.matchAll(putFirst)].flatMap((match) => {
    const value = match[1] ?? ''
    const from = match.index + match[0].indexOf(value)
    return isMixed(value) ? [{ from, to: from + value.length, kind: 'password' as const }] : []
  })

/** What is quoted is meant as a whole: "casa blanca 33". */
const endOfQuoted = (text: string, from: number, to: number): number => {
  const closing = closings.get(text[from - 1] ?? '')
  const end = closing === undefined ? -1 : text.slice(to, to + 60).indexOf(closing)
  return end === -1 || text.slice(to, to + end).includes('\n') ? to : to + end
}
const closings: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['«', '»'],
  ['“', '”'],
  ['`', '`'],
])

/** What a label like "password" says of the word after it. */
const findTold = (
  text: string,
  label: RegExp,
  kind: SecretKind,
  holds: (value: string, said: string, after: string) => boolean,
): Range<SecretKind>[] =>
  [...text.matchAll(label)].flatMap((match) => {
    const whole = match[1] ?? ''
    const trimmed = whole.replace(/[.,;:)\]]+$/, '')
    const to = match.index + match[0].length
    const from = to - whole.length
    return holds(
      trimmed,
      text.slice(Math.max(0, match.index - 16), from),
      text.slice(from + trimmed.length, to + 12),
    )
      ? [{ from, to: endOfQuoted(text, from, from + trimmed.length), kind }]
      : []
  })

/** Words that follow "my password is" and are none. */
const ordinary: ReadonlySet<string> = new Set(
  (
    'incorrecta incorrecto correcta correcto inválida invalida válida valida errónea erronea mala caducada expirada antigua la lo el ' +
    'las los una un muy no que mi tu su bloqueada caducó vieja nueva segura insegura débil larga corta diferente distinta obligatoria ' +
    'necesaria requerida desconocida imposible buena siempre esta esa de del para por si sí ya aún todavía rechazada aceptada olvidada ' +
    'temporal igual misma mismo otra otro demasiado inexistente compartida complicada difícil fácil privada secreta cambiada ' +
    'incorrect wrong correct invalid valid expired old new not no never always the a an my your too very weak strong long short ' +
    'required needed unknown missing forgotten rejected accepted blocked locked being still also now asked different same fine okay ok ' +
    'working lost reset changed set saved stored secure insecure secret private about in on at to for with because and or but if when ' +
    'what why how where which it that this impossible difficult easy shared empty blank supposed case just unable okay n/a none ' +
    'restablecer cambiar olvidé reset? change? necesito quiero please help ayuda gracias pendiente vacía vacio solicitada enviada'
  ).split(' '),
)
const isMasked = (value: string): boolean => /^[*•x·.\-_?…[{<]+$/i.test(value) || /^[[{<$]/.test(value)
const isOrdinary = (value: string): boolean => ordinary.has(value.toLowerCase().replace(/[!?¿¡]/g, ''))

/** No sentence goes on after the word. */
const endsThere = /^\s*(?:$|[\n\r.,;/|)(]|y\s|e\s|and\s|pero\s|but\s|gracias|thanks|user|usuario)/i

/** After a colon any word may be a password; in a sentence only what no word looks like, or a word alone. */
const isPassword = (text: string, said: string, after: string): boolean => {
  if (text.length < 3 || isMasked(text) || isOrdinary(text) || /^https?:/i.test(text)) return false
  if (/(?:^|[ \t])pin(?:[ \t:=]|$)/i.test(said) || /^pin/i.test(said)) return /\d{3}/.test(text)
  const isQuoted = /["'«“`]$/.test(said)
  const isSet = /[:=→]\s*["'«“`(]?$/.test(said)
  const isOdd = /\d/.test(text) || /[^\p{L}\d'-]/u.test(text.slice(0, -1)) || /\p{Ll}\p{Lu}/u.test(text)
  return isQuoted || isOdd || (isSet && text.length >= 4 && endsThere.test(after))
}

/** Letters and digits as no word, product or standard has them. */
const isMixed = (text: string): boolean =>
  text.length >= 6 &&
  /\p{L}/u.test(text) &&
  /\d/.test(text) &&
  !isMasked(text) &&
  !/^(?:windows|win|office|wpa|rsa|sha|outlook|microsoft|iphone|sql|sap|aes|https?:|oauth|base|md|utf)-?\d|^https?:/i.test(
    text,
  )

const isKey = (text: string): boolean =>
  text.length >= 12 && !isMasked(text) && /\d/.test(text) && /[a-z]/i.test(text) && !/^https?:/i.test(text)

const isCode = (text: string, said: string): boolean =>
  /^(?:\d{4,8}|\d{3}-\d{3,5}|[A-Z]-\d{6}|(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{6,8})$/.test(text) &&
  !/error|postal|zip|area|país|pais|country|producto|product/i.test(said)
