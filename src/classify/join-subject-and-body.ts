/** What a model reads of a ticket, in training as in use: the subject and, below it, the body. Trimmed; empty when both are. */
export const joinSubjectAndBody = (subject: string | null, body: string): string =>
  [subject?.trim() ?? '', body.trim()].filter((part) => part !== '').join('\n')
