import * as z from 'zod'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

const back = (on: boolean): DeskAnswer => ({ kind: 'go', to: '/settings', said: on ? 'paused' : 'resumed' })
const missing: DeskAnswer = { kind: 'not-found' }

/** The form says what is wanted, not "the other one": a click that is repeated does not undo itself. */
const wanted = (form: Visitor['form']): boolean | null => {
  const parsed = z.object({ on: z.enum(['yes', 'no']) }).safeParse(form)
  return parsed.success ? parsed.data.on === 'yes' : null
}

/** Hand-offs of a source wait, or go on. */
export const pauseSource = async (
  { params, form, who, made }: Visitor,
  { config, switches }: DeskDependencies,
): Promise<DeskAnswer> => {
  const on = wanted(form)
  const name = params['name'] ?? ''
  if (on === null || !Object.hasOwn(config.sources, name)) return missing
  made({ kind: 'source', id: name })
  await switches.set(`pause:source:${name}`, on, who)
  return back(on)
}

export const pauseLlm = async (
  { form, who }: Visitor,
  { switches }: DeskDependencies,
): Promise<DeskAnswer> => {
  const on = wanted(form)
  if (on === null) return missing
  await switches.set('pause:llm', on, who)
  return back(on)
}

export const pauseTriage = async (
  { form, who }: Visitor,
  { triage }: DeskDependencies,
): Promise<DeskAnswer> => {
  const on = wanted(form)
  if (on === null || triage === null) return missing
  await (on ? triage.stop(who) : triage.resume(who))
  return back(on)
}
