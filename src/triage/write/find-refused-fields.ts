import { type ValueField, valueFieldSchema } from '../../../schemas/triage.ts'
import type { Failure } from '../../helpdesk/outcome.ts'

/** Which of the fields that were sent the help desk refuses; empty: it is something else that it refuses. Pure. */
export function findRefusedFields(failure: Failure, sent: readonly ValueField[]): ValueField[] {
  if (failure.kind !== 'invalid') return []
  return failure.faults.flatMap(({ field }) => {
    const known = valueFieldSchema.safeParse(ours(field)).data
    return known !== undefined && sent.includes(known) ? [known] : []
  })
}

const ours = (field: string): string => (field === 'group_id' ? 'group' : field)
