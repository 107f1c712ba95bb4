import * as z from 'zod'

const groupSchema = z.strictObject({ id: z.string(), name: z.string() })

/** The choices of an account that triage writes, as they were seen last, and what they were called before. */
export const choiceSnapshotSchema = z.strictObject({
  version: z.literal(1),
  /** When they were seen (ms). */
  at: z.number(),
  /** Null: they cannot be read. */
  groups: z.array(groupSchema).nullable(),
  types: z.array(z.string()).nullable(),
  /** Names that groups which are still there had before, newest last. */
  former: z.array(groupSchema),
  /** What was there once and is not now. */
  gone: z.array(z.strictObject({ field: z.enum(['group', 'type']), name: z.string(), at: z.number() })),
})
export type ChoiceSnapshot = z.infer<typeof choiceSnapshotSchema>

/** As it is stored; null: there is none, or one of another version, and then all is seen for the first time. */
export const parseChoices = (text: string | null): ChoiceSnapshot | null => {
  if (text === null) return null
  try {
    return choiceSnapshotSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
