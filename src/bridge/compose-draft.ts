import type { Classification } from '../../schemas/classification.ts'
import type { Source } from '../../schemas/configuration.ts'
import type { CustomerMessage, FileToAttach, TicketDraft } from '../helpdesk/helpdesk.ts'
import type { Composition } from './compose-document.ts'
import { composeHtml, composeWholeText } from './compose-html.ts'
import { composeSubject } from './compose-subject.ts'
import { composeTags } from './compose-tags.ts'

export interface DraftParts {
  composition: Omit<Composition, 'unmapped' | 'attached' | 'classification'>
  classification: Classification
  /** Null when the source was taken out of the configuration meanwhile. */
  source: Source | null
  files: FileToAttach[]
}

const whole = ({ composition, classification, files }: DraftParts): Composition => ({
  ...composition,
  classification,
  attached: files.map((file) => file.name),
  unmapped: [],
})

/** The ticket that a hand-off becomes. What the hand-off says goes before the classification, and that before the source. */
export const composeDraft = (parts: DraftParts): TicketDraft => {
  const { classification, source, files } = parts
  const composition = whole(parts)
  const { handoff, texts } = composition
  return {
    requester: handoff.requester,
    subject: composeSubject(handoff.subject, handoff.summary, texts.subject),
    describe: (unmapped) => composeHtml({ ...composition, unmapped }),
    status: 'open',
    priority: handoff.priority ?? classification.priority ?? 'medium',
    type: classification.type,
    group: classification.group ?? source?.group ?? null,
    agent: null,
    product: source?.product ?? null,
    tags: composeTags(source?.tags ?? [], classification.tags, handoff.tags),
    customFields: { ...source?.customFields, ...classification.customFields, ...handoff.customFields },
    files: [...files, ...composeWholeText(composition)],
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
