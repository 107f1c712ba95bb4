import type { Bundle, Target } from '../../classify/bundles/bundle.ts'
import { type Comparison, compareJudged } from '../../classify/model/compare/compare-judged.ts'
import { judgeTexts } from '../../classify/model/judge-texts.ts'
import type { TrainedTarget } from './train-target.ts'

/**
 * The model in use against a new one, on the tickets that are newer than what the one in use has learnt from, for the targets that
 * both tell. Classes that the one in use does not know count against it, as they would in use.
 */
export const compareOnNewer = (
  inUse: Bundle,
  trained: ReadonlyMap<Target, TrainedTarget>,
): Map<Target, Comparison> => {
  const until = Date.parse(inUse.about.window?.to ?? inUse.about.trainedAt)
  const compared = new Map<Target, Comparison>()
  for (const [target, { heldOut, tickets }] of trained) {
    const model = inUse.models.get(target)
    if (model === undefined || model.denseWidth > 0) continue
    const newer = heldOut.flatMap((judged) => {
      const ticket = tickets[judged.row]
      return ticket !== undefined && (ticket.createdAt ?? 0) > until ? [{ judged, ticket }] : []
    })
    const before = judgeTexts(
      model,
      newer.map(({ judged, ticket }) => ({ text: ticket.text, label: judged.label, language: null })),
    )
    compared.set(
      target,
      compareJudged(
        before,
        newer.map(({ judged }) => judged),
      ),
    )
  }
  return compared
}
