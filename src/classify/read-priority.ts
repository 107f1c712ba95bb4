import { type Priority, prioritySchema } from '../../schemas/handoff.ts'

/** A model's label as a priority; null: it is none of ours. */
export const readPriority = (label: string): Priority | null => prioritySchema.safeParse(label).data ?? null
