import type { DeskTexts } from '../texts/desk-texts.ts'

/** Who wrote a version, in the reader's words: `llm:MODEL`, `playbook:NAME`, an article's id; null: a person. */
export const nameMaker = ({ drafts }: DeskTexts, madeBy: string | null): string => {
  const { makers } = drafts.draft
  if (madeBy === null) return makers.person
  const [kind = '', ...rest] = madeBy.split(':')
  const name = rest.join(':')
  switch (kind) {
    case 'llm':
      return makers.llm(name)
    case 'playbook':
      return name === '' ? makers.anyPlaybook : makers.playbook(name)
    case 'article':
      return makers.article
    case 'canned':
      return makers.canned
    case 'ticket':
      return makers.ticket
    default:
      return madeBy
  }
}

/** Whoever did it, without what the audit trail puts before it. */
export const nameOf = (who: string): string => who.replace(/^user:/, '')
