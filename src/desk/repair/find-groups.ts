import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visit } from '../visit.ts'
import type { ReasonWords } from './explain-reason.ts'
import { groupReasons, type ReasonGroup } from './group-reasons.ts'

/** Who has waited for longer is shown, although it goes on by itself. */
export const waitsLongMs = 15 * 60_000
const mostLookedAt = 2_000

const vendors: Record<string, string> = { freshdesk: 'Freshdesk', zendesk: 'Zendesk' }

/** What reasons are put into words with. */
export const reasonWords = ({ words }: Visit, { config, policy }: DeskDependencies): ReasonWords => ({
  words,
  vendorOf: (helpdesk) => vendors[config.helpdesks[helpdesk]?.vendor ?? ''] ?? helpdesk,
  ruled: new Set(policy.current()?.rules.flatMap(({ consequences }) => consequences.park ?? []) ?? []),
})

/** Everything that is stuck, by reason. */
export const findGroups = async (
  visit: Visit,
  desk: DeskDependencies,
): Promise<{ groups: ReasonGroup[]; complete: boolean; waitingSince: number }> => {
  const waitingSince = desk.clock.now() - waitsLongMs
  const { reasons, complete } = await desk.ledger.stuckReasons({ waitingSince, most: mostLookedAt })
  return { groups: groupReasons(reasons, reasonWords(visit, desk)), complete, waitingSince }
}
