import type { Classification } from '../../schemas/classification.ts'
import type { Attempt, DeliveryTools } from './attempt.ts'

/** What it is about, decided once and kept with the hand-off. Null: the claim is no longer ours. */
export const classifyHandoff = async (
  { claim }: Attempt,
  { classifier, sources, ledger }: DeliveryTools,
): Promise<Classification | null> => {
  const { entry } = claim
  if (entry.classification !== null) return entry.classification
  const { subject, summary, category, language } = entry.handoff
  const classification = await classifier.classify({
    subject,
    text: summary,
    botCategory: category,
    language,
    trustBot: sources[entry.source]?.trustCategory ?? true,
  })
  return (await ledger.recordClassification(claim, classification)) ? classification : null
}
