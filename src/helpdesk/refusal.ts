import type { FieldFault } from './helpdesk.ts'

/**
 * What a helpdesk's error body says, in the neutral vocabulary. Holds no text that a person wrote.
 * `existingId`: the record that is in the way of a duplicate.
 */
export interface Refusal {
  code: string | null
  faults: FieldFault[]
  existingId: string | null
}

export const silentRefusal: Refusal = { code: null, faults: [], existingId: null }

/** Reads the parsed body of an answer that is not 2xx; must tolerate anything, `undefined` included. */
export type ReadRefusal = (body: unknown) => Refusal
