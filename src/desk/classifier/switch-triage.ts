import * as z from 'zod'
import { triageModeSchema } from '../../../schemas/triage.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

const back: DeskAnswer = { kind: 'go', to: '/classifier', said: 'saved' }
const missing: DeskAnswer = { kind: 'not-found' }

const formSchema = z.object({
  category: z.string().max(200),
  mode: z.union([triageModeSchema, z.literal('')]),
})

/** How far triage goes with one category; empty: as configured. */
export const setMode = async ({ form, who }: Visitor, { triage }: DeskDependencies): Promise<DeskAnswer> => {
  const wanted = formSchema.safeParse(form)
  if (triage === null || !wanted.success) return missing
  const { category, mode } = wanted.data
  return (await triage.setMode(category, mode === '' ? null : mode, who)) ? back : missing
}

/** Nothing is written any more, from the next ticket on. */
export const stopTriage = async ({ who }: Visitor, { triage }: DeskDependencies): Promise<DeskAnswer> => {
  if (triage === null) return missing
  await triage.stop(who)
  return back
}

export const resumeTriage = async ({ who }: Visitor, { triage }: DeskDependencies): Promise<DeskAnswer> => {
  if (triage === null) return missing
  await triage.resume(who)
  return back
}
