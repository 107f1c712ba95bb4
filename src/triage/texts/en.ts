import type { TriageTexts } from './triage-texts.ts'

export const en: TriageTexts = {
  language: 'en',
  seems: (category) => `This seems to be about: ${category}`,
  confidence: (percent) => `Confidence: ${percent} %`,
  fields: { group: 'Group', priority: 'Priority', type: 'Type', tags: 'Tags' },
  priorities: { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
  written: (field, after, before) =>
    before === null ? `Filled in: ${field}: ${after}` : `Changed: ${field}: ${after} (before: ${before})`,
  routed: (group) => `Not sure enough to be filed: given to the group ${group}`,
  suggested: (field, after) => `Suggestion: ${field}: ${after}`,
  similar: 'Similar solved tickets',
  automatic: 'Relevo wrote this note by itself; nobody has checked it.',
  nothingWritten: 'Nothing of the ticket was changed.',
}
