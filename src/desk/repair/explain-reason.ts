import type { StuckReason } from '../../ledger/stuck.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'

export type ReasonCode = keyof DeskTexts['repair']['reasons']

export interface Explained {
  code: ReasonCode
  /** Tells reasons of one code apart: names of fields, codes, a text. */
  subject: string
  /** In the reader's language. */
  text: string
  /** What to do about it. */
  todo: string
  /** The words as they were told, where `text` says less; else null. */
  detail: string | null
  /** Names of the fields that the help desk refused. */
  fields: string[]
}

const refusal = /^The help desk refuses the request \(\d+\)(?: \([^)]*\))?(?:: (.+))?\.$/

/** By the sentences that bridge and help desks write; the first that fits. */
const sentences: readonly [RegExp, ReasonCode][] = [
  [/^The help desk finds the request too large/, 'too-large'],
  [/^The help desk reports a conflict/, 'conflict'],
  [/^The help desk does not permit this call/, 'forbidden'],
  [/^(The help desk does not know this record|The record is deleted)/, 'missing'],
  [/^The help desk refuses our credentials/, 'credentials'],
  [/^The help desk's rate limit/, 'busy'],
  [/^It is too early to tell whether a write took effect/, 'settling'],
  [/^Its ticket may be in .+ already/, 'stays'],
  [/^Workers stopped \d+ times/, 'worker'],
  [/^Relevo failed over it/, 'defect'],
  [/^Its stored content cannot be read/, 'unreadable'],
  [/^Its source is paused/, 'paused'],
  [
    /^(The help desk (answered|did not answer|is away)|The help desk's (answer|address)|No connection to the help desk|The connection broke|Stopped (before|while))/,
    'away',
  ],
]

/** `cf_order_number` → `Order number`, `product_id` → `Product`: as people know it, when the account does not tell. */
export const fieldTitle = (field: string): string => {
  const words = field
    .replace(/^(ticket\.)?(custom_fields?[.[])?(cf_)?/, '')
    .replace(/(_id|\[\]|\])$/, '')
    .replaceAll('_', ' ')
    .trim()
  return words === '' ? field : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

export interface ReasonWords {
  words: DeskTexts
  /** What the help desk of this name is called. */
  vendorOf: (helpdesk: string) => string
  /** Reasons that the company's rules park for. */
  ruled: ReadonlySet<string>
}

const refusalText = (codes: string, { words }: ReasonWords): string => {
  const texts: Record<string, string> = words.repair.refusals
  return codes
    .split(/, */)
    .map((code) => (Object.hasOwn(texts, code) ? texts[code] : code))
    .filter((text, index, all) => all.indexOf(text) === index)
    .join('. ')
}

const find = (
  { state, why }: Pick<StuckReason, 'state' | 'why'>,
  reading: ReasonWords,
): Pick<Explained, 'code' | 'subject' | 'fields'> => {
  if (why === null) return { code: 'none', subject: '', fields: [] }
  // What is refused at the door tells codes.
  if (state === 'refused' && /^[a-z_]+(, [a-z_]+)*$/.test(why))
    return { code: 'refused', subject: refusalText(why, reading), fields: [] }
  if (reading.ruled.has(why)) return { code: 'rule', subject: why, fields: [] }
  const refused = refusal.exec(why)
  if (refused !== null) {
    const fields = refused[1]?.split(', ') ?? []
    if (fields.length === 0) return { code: 'refuses', subject: '', fields }
    return { code: 'wants', subject: [...new Set(fields.map(fieldTitle))].sort().join(', '), fields }
  }
  const code = sentences.find(([sentence]) => sentence.test(why))?.[1]
  return code === undefined ? { code: 'other', subject: why, fields: [] } : { code, subject: '', fields: [] }
}

const telling = new Set<ReasonCode>(['rule', 'other', 'none', 'paused'])

/** Why a hand-off is stuck, in the reader's language, and what to do about it. What is not known stays as it was told. */
export const explainReason = (
  reason: Pick<StuckReason, 'state' | 'helpdesk' | 'why'>,
  reading: ReasonWords,
): Explained => {
  const { reasons, todo } = reading.words.repair
  const found = find(reason, reading)
  const vendor = reading.vendorOf(reason.helpdesk)
  const compose: (vendor: string, subject: string) => string = reasons[found.code]
  return {
    ...found,
    text: compose(vendor, found.subject),
    todo: todo[found.code],
    detail: telling.has(found.code) ? null : reason.why,
  }
}
