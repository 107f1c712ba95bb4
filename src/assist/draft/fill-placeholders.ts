import { foldText } from '../../classify/fold-text.ts'
import type { Particulars } from './find-particulars.ts'
import { placeholder } from './find-values.ts'

/** Labels of playbooks, folded, and what of the ticket they mean. */
const meanings: readonly (readonly [RegExp, keyof Particulars])[] = [
  [/^(?:numero de pedido|n de pedido|order number|pedido|order)$/, 'order'],
  [/^(?:numero de factura|invoice number|factura|invoice)$/, 'invoice'],
  [/^(?:numero de seguimiento|tracking number)$/, 'tracking'],
  [
    /^(?:importe|importe de la factura|importe cobrado|importe del cobro|amount|invoice amount|amount charged|charged amount)$/,
    'amount',
  ],
  [
    /^(?:correo de la cuenta|correo electronico de la cuenta|account e ?mail|account e ?mail address)$/,
    'email',
  ],
  [/^(?:dispositivo|modelo|device|model|sistema operativo|operating system)$/, 'device'],
  [/^(?:mensaje de error|codigo de error|error message|error code|error)$/, 'error'],
]
/** What only the company can tell: it stays for the agent to fill in, and no customer is asked for it. */
const ofCompany: ReadonlySet<keyof Particulars> = new Set(['tracking'])
const people: readonly (readonly [RegExp, keyof KnownPeople])[] = [
  [/^(?:nombre|nombre del cliente|name|customer name|customer s name|customers name)$/, 'customer'],
  [/^(?:nombre del agente|su nombre de agente|mi nombre|agent name|agent|agente|my name)$/, 'agent'],
  [/^(?:empresa|nombre de la empresa|company|company name)$/, 'company'],
  [/^(?:numero de ticket|numero de caso|ticket number|case number|ticket)$/, 'ticket'],
]

export interface KnownPeople {
  customer: string | null
  agent: string | null
  company: string | null
  ticket: string | null
}

export interface Filled {
  text: string
  /** Labels that stay in the text in brackets, in order, each once. */
  missing: string[]
  /** Of those, what only the customer can tell. */
  askable: string[]
  /** Values of the ticket that were put in. */
  used: string[]
  /** The labels that they stand for now. */
  known: string[]
}

/** Puts in what is known for sure: a particular that the ticket has exactly once. Everything else stays as `[label]`. */
export const fillPlaceholders = (text: string, particulars: Particulars, known: KnownPeople): Filled => {
  const [missing, askable] = [new Set<string>(), new Set<string>()]
  const [used, filled] = [new Set<string>(), new Set<string>()]
  const result = text.replace(placeholder, (whole) => {
    const label = whole.slice(1, -1).trim()
    const folded = foldText(label, 100).join(' ')
    const person = people.find(([pattern]) => pattern.test(folded))?.[1]
    const value = person === undefined ? null : known[person]
    if (value !== null) return value
    const kind = meanings.find(([pattern]) => pattern.test(folded))?.[1]
    const [only, ...others] = kind === undefined ? [] : particulars[kind]
    if (only !== undefined && others.length === 0) {
      used.add(only)
      filled.add(label)
      return only
    }
    missing.add(label)
    if (kind !== undefined && !ofCompany.has(kind)) askable.add(label)
    return whole
  })
  return {
    text: result,
    missing: [...missing],
    askable: [...askable],
    used: [...used],
    known: [...filled],
  }
}
