import { applyPolicy } from './apply-policy.ts'
import type { Attempt, DeliveryTools } from './attempt.ts'
import { classifyHandoff } from './classify-handoff.ts'
import type { Detour } from './decide-fallback.ts'
import type { Settlement } from './settlement.ts'

/**
 * Moves a hand-off to the fallback help desk, unless the company's rules, which nobody could ask while its own was away, park it
 * or send it elsewhere. Calls no help desk.
 */
export const moveHandoff = async (
  attempt: Attempt,
  { helpdesk, why }: Extract<Detour, { kind: 'move' }>,
  tools: DeliveryTools,
): Promise<Settlement> => {
  const classification = await classifyHandoff(attempt, tools)
  if (classification === null) return { kind: 'lost' }
  const ruled = await applyPolicy(attempt, tools, classification)
  return 'settlement' in ruled ? ruled.settlement : { kind: 'move', helpdesk, why, fallback: true }
}
