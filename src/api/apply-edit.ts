import { type HandoffEdit, personEmailSchema } from '../../schemas/api.ts'
import type { Handoff } from '../../schemas/handoff.ts'
import type { Fault } from '../../schemas/problem.ts'

export type EditOutcome = { ok: true; handoff: Handoff } | { ok: false; faults: Fault[] }

/** The edited value, unless the edit does not speak of it. */
const edited = <T>(change: T | undefined, before: T): T => (change === undefined ? before : change)

const merge = (handoff: Handoff, edit: HandoffEdit): Handoff => ({
  ...handoff,
  requester: {
    email: edited(edit.user_email, handoff.requester.email),
    phone: edited(edit.user_phone, handoff.requester.phone),
    name: edited(edit.user_name, handoff.requester.name),
  },
  summary: edited(edit.conversation_summary, handoff.summary),
  category: edited(edit.category, handoff.category),
  subject: edited(edit.subject, handoff.subject),
  priority: edited(edit.priority, handoff.priority),
  language: edited(edit.language, handoff.language),
  tags: edited(edit.tags, handoff.tags),
  customFields: edited(edit.custom_fields, handoff.customFields),
})

const saysSomething = ({ summary, subject, transcript, attachments }: Handoff): boolean =>
  summary.trim() !== '' ||
  (subject ?? '').trim() !== '' ||
  transcript.some(({ text }) => text.trim() !== '') ||
  attachments.length > 0

const check = (handoff: Handoff): Fault[] => {
  const { email, phone } = handoff.requester
  const faults: Fault[] = []
  if (email === null && (phone ?? '').trim() === '')
    faults.push({
      field: 'user_email',
      code: 'contact_missing',
      message: 'Set user_email or user_phone: there is no way to answer the person.',
    })
  // What was refused at the door may have come with an address that is none.
  else if (email !== null && !personEmailSchema.safeParse(email).success)
    faults.push({
      field: 'user_email',
      code: 'invalid_email',
      message: 'The address on record is not an e-mail address; set user_email.',
    })
  if (!saysSomething(handoff))
    faults.push({
      field: 'conversation_summary',
      code: 'nothing_to_say',
      message: 'Set conversation_summary: there is nothing to put into a ticket.',
    })
  return faults
}

/**
 * A person's correction on top of what a bot sent. The result has someone to answer and something to say, as every
 * hand-off that is delivered must; if not, the faults name the fields to set.
 */
export const applyEdit = (handoff: Handoff, edit: HandoffEdit): EditOutcome => {
  const result = merge(handoff, edit)
  const faults = check(result)
  return faults.length === 0 ? { ok: true, handoff: result } : { ok: false, faults }
}
