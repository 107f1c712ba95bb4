import type { Classification } from '../../schemas/classification.ts'
import type { Source } from '../../schemas/configuration.ts'
import type { CustomerMessage, FileToAttach, TicketDraft } from '../helpdesk/helpdesk.ts'
import type { PolicyOutcome } from '../policy/policy.ts'
import type { Composition } from './compose-document.ts'
import { composeHtml, composeWholeText } from './compose-html.ts'
import { composeSubject } from './compose-subject.ts'
import { composeTags } from './compose-tags.ts'
import type { Document } from './document.ts'

export interface DraftParts {
  composition: Omit<Composition, 'unmapped' | 'attached' | 'classification'>
  classification: Classification
  /** Null when the source was taken out of the configuration meanwhile. */
  source: Source | null
  files: FileToAttach[]
  /** What the company's rules say; null without any. */
  policy: PolicyOutcome | null
}

/** What rules put first in the text: plain text, escaped with the rest of the document. */
const opening = (policy: PolicyOutcome | null): Document =>
  policy === null || policy.text === null ? [] : [{ kind: 'quote', text: policy.text }]

const whole = ({ composition, classification, files }: DraftParts): Composition => ({
  ...composition,
  classification,
  attached: files.map((file) => file.name),
  unmapped: [],
})

/**
 * The ticket that a hand-off becomes. What a rule of the company says goes before what the hand-off says, that before the
 * classification, and that before the source; tags are added up.
 */
export const composeDraft = (parts: DraftParts): TicketDraft => {
  const { classification, source, files, policy } = parts
  const composition = whole(parts)
  const { handoff, texts } = composition
  return {
    requester: handoff.requester,
    marker: composition.reference,
    subject: composeSubject(policy?.subject ?? handoff.subject, handoff.summary, texts.subject),
    describe: (unmapped) => composeHtml({ ...composition, unmapped }, opening(policy)),
    status: 'open',
    priority: policy?.priority ?? handoff.priority ?? classification.priority ?? 'medium',
    type: policy?.type ?? classification.type,
    group: policy?.group ?? classification.group ?? source?.group ?? null,
    agent: policy?.agent ?? null,
    product: source?.product ?? null,
    tags: composeTags(policy?.tags ?? [], source?.tags ?? [], classification.tags, handoff.tags),
    customFields: {
      ...source?.customFields,
      ...classification.customFields,
      ...handoff.customFields,
      ...policy?.customFields,
    },
    files: [...files, ...composeWholeText(composition, opening(policy))],
  }
}

/** What is added to an open ticket: the same text under a heading of its own, with its own reference. */
export const composeAddition = (parts: DraftParts): CustomerMessage => {
  const composition = whole(parts)
  return {
    requester: composition.handoff.requester,
    html: composeHtml(composition, [{ kind: 'heading', text: composition.texts.newMessage }]),
    files: [...parts.files, ...composeWholeText(composition)],
  }
}
