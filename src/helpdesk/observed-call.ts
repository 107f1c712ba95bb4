import type { Operation } from './governor.ts'

/** One call to a helpdesk as metrics and debug logs see it: no body, no query, no personal data. */
export interface ObservedCall {
  helpdesk: string
  operation: Operation
  method: string
  /** The route's template, e.g. `/tickets/{id}`. */
  route: string
  status: number | null
  /** `done`, or the kind of the failure; `unknown` when the effect of a write is open. */
  outcome: string
  /** From the permit to the end of the answer. */
  ms: number
  reference: string | null
}

export type ObserveCall = (call: ObservedCall) => void
