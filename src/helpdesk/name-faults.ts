import type { Failure } from './outcome.ts'

/** A refusal whose fields have the door's names instead of the vendor's, as far as `names` knows them. */
export const nameFaults = (failure: Failure, names: Readonly<Record<string, string>>): Failure =>
  failure.kind === 'invalid'
    ? {
        ...failure,
        faults: failure.faults.map((fault) => ({
          ...fault,
          field: (Object.hasOwn(names, fault.field) ? names[fault.field] : undefined) ?? fault.field,
        })),
      }
    : failure
