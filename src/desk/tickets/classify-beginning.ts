import type { Classification } from '../../../schemas/classification.ts'
import { tellingSubject } from '../../training/clean/telling-subject.ts'
import { cutBody } from '../../training/cut-body.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'

/** What a ticket is about by what it began with, read as triage reads it. */
export const classifyBeginning = (
  ticket: { subject: string | null; text: string },
  { classifier }: Pick<DeskDependencies, 'classifier'>,
): Promise<Classification> => {
  const text = cutBody(ticket.text)
  return classifier.classify({
    subject: tellingSubject(ticket.subject, text),
    text,
    botCategory: null,
    language: null,
    trustBot: false,
  })
}
