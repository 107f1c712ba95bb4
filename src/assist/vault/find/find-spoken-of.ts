import { foldName } from '../fold-value.ts'
import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'
import { notNames, organisations } from './name-words.ts'

const word = String.raw`\p{Lu}[\p{Ll}\p{M}]{1,24}(?:-\p{Lu}[\p{Ll}\p{M}]{1,24})?(?![\p{L}\p{N}])`
const more = String.raw`(?:[ \t](?:(?:de la|de los|de|del|y)[ \t])?${word}){0,3}`
const two = String.raw`${word}(?:[ \t](?:(?:de la|de los|de|del)[ \t])?${word}){1,3}`
const before = String.raw`(?<![\p{L}\p{N}])`

/** "El paciente Ander Goikoetxea", "the patient Ann": what only a person is. */
const person = new RegExp(
  String.raw`${before}(?:[Pp]aciente|[Aa]lumn[oa]|[Ee]mplead[oa]|[Tt]rabajador[a]?|[Bb]ecari[oa]|[Cc]ompañer[oa]|[Pp]rofesor[a]?|[Ee]studiante|[Hh]uésped|[Ii]nquilin[oa]|[Aa]segurad[oa]|[Pp]atient|[Pp]upil|[Ee]mployee|[Cc]oworker|[Cc]olleague|[Tt]enant|[Ii]ntern)[ \t](${word}${more})`,
  'gu',
)
/** Of these there are programs, too: a name of two words at least. */
const perhapsPerson = new RegExp(
  String.raw`${before}(?:[Cc]liente?|[Cc]lienta|[Uu]suari[oa]|[Cc]omercial|[Tt]écnic[oa]|[Rr]esponsable|[Dd]irector[a]?|[Ss]oci[oa]|[Cc]ustomer|[Uu]ser|[Mm]anager|[Dd]irector)[ \t](${two})`,
  'gu',
)
/** "dad acceso a Unai Lekue", "Factura de Iker Mendizabal": a name of two words at least. */
const ofSomebody = new RegExp(
  String.raw`${before}(?:(?:[Aa]cceso|[Pp]ermisos?|[Bb]aja|[Aa]lta|[Aa]visad|[Ll]lamad|[Dd]ad|[Dd]ar)[ \t]a|(?:[Ff]actura|[Pp]edido|[Cc]uenta|[Cc]orreo|[Bb]uzón|[Nn]ómina|[Aa]cceso|[Cc]ontrato|[Ee]xpediente|[Cc]ita|[Rr]eserva|[Pp]óliza|[Uu]suario|[Pp]ortátil|[Oo]rdenador|[Tt]eléfono|[Mm]óvil|[Ww]hats[Aa]pp|[Cc]ontraseña|[Ss]esión|[Vv]acaciones)[ \t]de|(?:[Ii]nvoice|[Oo]rder|[Bb]ooking|[Cc]ontract|[Pp]ayslip)[ \t](?:for|of)|[Gg]ive[ \t]access[ \t]to|[Aa]ccess[ \t]for)[ \t](${two})`,
  'gu',
)
/** "El WhatsApp de Gorka": what one person has. */
const ownedBy = new RegExp(
  String.raw`${before}(?:[Ww]hats[Aa]pp|[Tt]elegram|[Mm]óvil|[Tt]eléfono|[Pp]ortátil|[Oo]rdenador|[Nn]ómina)[ \t]de[ \t](${word})(?=[ \t]{0,2}(?:$|[\n\r.,;:!?)]|(?:es|no|ha|se|está|y|era)(?!\p{L})))`,
  'gu',
)

/** Brands and departments that stand where a name would. Folded. */
const known: ReadonlySet<string> = new Set(
  (
    'adobe acrobat sage oracle cisco salesforce power drive slack zoom amazon vodafone movistar orange yoigo masmovil santander bbva caixabank ' +
    'sabadell paypal visa mastercard stripe netflix spotify dell lenovo asus acer toshiba huawei xiaomi nokia sony canon epson brother xerox ' +
    'ricoh citrix azure sharepoint onedrive dropbox github gitlab atlassian confluence trello notion figma linux ubuntu debian mac macos ' +
    'chrome firefox edge safari opera mozilla zendesk freshdesk hubspot mailchimp shopify wordpress prestashop magento autocad photoshop ' +
    'illustrator indesign quickbooks navision dynamics remedy active directory desktop remote escritorio remoto recepcion sobremesa trabajo ' +
    'gestion documental calidad produccion personal formacion comercial nominas proveedores proyectos intranet extranet portal red redes ' +
    'endesa iberdrola naturgy repsol correos seur dhl ups fedex gls mapfre adeslas sanitas telefonia movil luz agua gas internet fibra ' +
    'teams prueba pruebas test demo real madrid barcelona sevilla valencia bilbao zaragoza malaga london paris alta baja media'
  ).split(' '),
)
/** Ordinary nouns with a capital letter: "acceso a Gestión Documental". */
const isOrdinary =
  /(?:ciones|cion|siones|sion|dades|dad|mientos?|onic[oa]s?|ware|ment|ing|tions?|ics|ajes?|istas?|ismo|encias?|ancias?)$/

/** People who are only spoken of, by what is said of them. A name of one word counts where only a person can stand. Linear. */
export const findSpokenOf = (text: string): Range<PersonalKind>[] =>
  [person, perhapsPerson, ofSomebody, ownedBy].flatMap((form) =>
    [...text.matchAll(form)].flatMap((match): Range<PersonalKind>[] => {
      const value = match[1] ?? ''
      const from = match.index + match[0].length - value.length
      let length = 0
      let words = 0
      for (const part of value.matchAll(/[\p{L}\p{M}]+/gu)) {
        const folded = foldName(part[0])
        if (/^\p{Ll}/u.test(part[0])) continue
        if (known.has(folded) || organisations.has(folded) || isOrdinary.test(folded)) return []
        if (notNames.has(folded)) break
        length = part.index + part[0].length
        words++
      }
      const least = form === person || form === ownedBy ? 1 : 2
      return words < least ? [] : [{ from, to: from + length, kind: 'name' }]
    }),
  )
