import type { Classification, Reason } from '../../schemas/classification.ts'
import type { ClassificationAnswer } from '../../schemas/classification-api.ts'
import { describeReason } from '../classify/describe-reason.ts'

/** A classification under the names of `/v1`. What was classified by an older version lacks what is newer. */
export const presentClassification = (classification: Classification): ClassificationAnswer => {
  const { reasons } = classification
  const words = reasonOf(reasons, 'model-words')
  return {
    category: classification.category,
    type: classification.type,
    group: classification.group,
    priority: classification.priority,
    tags: classification.tags,
    custom_fields: classification.customFields,
    decided_by: classification.decidedBy,
    confidence: classification.confidence,
    priority_confidence: classification.priorityConfidence ?? null,
    language: classification.language ?? null,
    reasons: reasons.map((reason) => describeReason(reason, 'en')),
    words: words?.words ?? [],
    runner_up: words?.runnerUp ?? reasonOf(reasons, 'model-unsure')?.runnerUp ?? null,
    similar_tickets: reasonOf(reasons, 'similar')?.tickets ?? [],
    model: classification.model ?? null,
    steps: classification.steps ?? [],
  }
}

const reasonOf = <Code extends Reason['code']>(
  reasons: Reason[],
  code: Code,
): Extract<Reason, { code: Code }> | undefined =>
  reasons.find((reason): reason is Extract<Reason, { code: Code }> => reason.code === code)
