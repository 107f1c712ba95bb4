import * as z from 'zod'
import { triageModeSchema } from '../../../schemas/triage.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { askToApply } from './ask-to-apply.ts'

const back = (said: 'mode-set' | 'triage-stopped' | 'triage-resumed'): DeskAnswer => ({
  kind: 'go',
  to: '/classifier',
  said,
})
const missing: DeskAnswer = { kind: 'not-found' }

const formSchema = z.object({
  category: z.string().max(200),
  mode: z.union([triageModeSchema, z.literal('')]),
  sure: z.literal('yes').optional(),
})

/** How far triage goes with one category; empty: as configured. Whoever lets it write is asked once more. */
export const setMode = async (visit: Visitor, { triage, config }: DeskDependencies): Promise<DeskAnswer> => {
  const { form, who } = visit
  const wanted = formSchema.safeParse(form)
  if (triage === null || !wanted.success) return missing
  const { category, mode, sure } = wanted.data
  const isKnown = Object.hasOwn(config.categories ?? defaultCategories, category)
  if (isKnown) visit.made({ kind: 'category', id: category })
  if (mode === 'apply' && sure === undefined && isKnown) return askToApply(category, visit)
  return (await triage.setMode(category, mode === '' ? null : mode, who)) ? back('mode-set') : missing
}

/** Nothing is written any more, from the next ticket on. */
export const stopTriage = async ({ who }: Visitor, { triage }: DeskDependencies): Promise<DeskAnswer> => {
  if (triage === null) return missing
  await triage.stop(who)
  return back('triage-stopped')
}

export const resumeTriage = async ({ who }: Visitor, { triage }: DeskDependencies): Promise<DeskAnswer> => {
  if (triage === null) return missing
  await triage.resume(who)
  return back('triage-resumed')
}
