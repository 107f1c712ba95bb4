import type { DraftSource } from '../../../schemas/draft.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'

/**
 * Who wrote a version, in the reader's words: `llm:MODEL`, `playbook:NAME`, an article's id, `questions`; null: a person. A playbook and an
 * article are called by their title, where `sources` has them.
 */
export const nameMaker = (
  { drafts }: DeskTexts,
  madeBy: string | null,
  sources: readonly Pick<DraftSource, 'id' | 'title'>[] = [],
): string => {
  const { makers } = drafts.draft
  if (madeBy === null) return makers.person
  const [kind = '', ...rest] = madeBy.split(':')
  const name = rest.join(':')
  switch (kind) {
    case 'llm':
      return makers.llm(name)
    case 'playbook':
      if (name === '') return makers.anyPlaybook
      return makers.playbook(sources.find(({ id }) => id.startsWith(`playbook:${name}:`))?.title ?? name)
    case 'article':
      return makers.article
    case 'canned':
      return makers.canned
    case 'ticket':
      return makers.ticket
    case 'questions':
      return makers.questions
    default:
      return madeBy
  }
}
