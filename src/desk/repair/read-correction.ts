import * as z from 'zod'
import { type HandoffEdit, handoffEditSchema } from '../../../schemas/api.ts'
import type { Handoff } from '../../../schemas/handoff.ts'
import type { Fault } from '../../../schemas/problem.ts'
import { plainText } from '../../ops/plain-text.ts'

type Fields = Readonly<Record<string, string | string[]>>

/** Begins the name of every input for a field of the ticket. */
export const customPrefix = 'custom:'

const formSchema = z.object({
  user_email: z.string().trim(),
  user_phone: z.string().trim(),
  user_name: z.string().trim(),
  conversation_summary: z.string(),
  category: z.string().trim(),
  priority: z.string(),
  language: z.string().trim(),
  tags: z.string(),
})

/** How a field of the ticket stands in its input. */
export const customText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** As it stands on a page, where control characters are left out. */
const asShown = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => plainText(line.toWellFormed()))
    .join('\n')
    .trim()

const sameText = (one: string, other: string): boolean => asShown(one) === asShown(other)

const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]

/** The fields of the ticket as the form has them; null: as they were. What was not touched keeps its kind, a number a number. */
const readCustom = (
  form: Fields,
  before: Handoff['customFields'],
  keyOf: (typed: string) => string,
): Handoff['customFields'] | null => {
  const after: Handoff['customFields'] = { ...before }
  let changed = false
  const set = (name: string, text: string): void => {
    if (sameText(text, customText(before[name]))) return
    changed = true
    if (text.trim() === '') delete after[name]
    else after[name] = text.replaceAll('\r\n', '\n').trim()
  }
  for (const [input, value] of Object.entries(form)) {
    if (input.startsWith(customPrefix) && typeof value === 'string')
      set(input.slice(customPrefix.length), value)
  }
  const name = form['new-name']
  const value = form['new-value']
  if (
    typeof name === 'string' &&
    typeof value === 'string' &&
    name.trim() !== '' &&
    name.trim() !== '__proto__'
  )
    set(Object.hasOwn(before, name.trim()) ? name.trim() : keyOf(name.trim()), value)
  return changed ? after : null
}

/**
 * What a person has changed in the form, and nothing else: so that what others changed meanwhile stays. Null: nothing. `keyOf` tells what
 * the help desk calls a field that was named by hand.
 */
export const readCorrection = (
  form: Fields,
  handoff: Handoff,
  keyOf: (typed: string) => string = (typed) => typed,
): { ok: true; edit: HandoffEdit | null; changed: string[] } | { ok: false; faults: Fault[] } => {
  const parsed = formSchema.safeParse(form)
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.map(({ path }) => fault(String(path[0]), 'invalid')) }
  const { tags, conversation_summary: summary, ...texts } = parsed.data
  const before: Record<keyof typeof texts, string | null> = {
    user_email: handoff.requester.email,
    user_phone: handoff.requester.phone,
    user_name: handoff.requester.name,
    category: handoff.category,
    priority: handoff.priority,
    language: handoff.language,
  }
  const edit: Record<string, unknown> = {}
  for (const [field, text] of Object.entries(texts)) {
    const was = Object.entries(before).find(([name]) => name === field)?.[1] ?? ''
    if (!sameText(text, was)) edit[field] = text === '' ? null : text
  }
  if (!sameText(summary, handoff.summary)) edit['conversation_summary'] = summary.replaceAll('\r\n', '\n')
  if (tagsOf(tags).join('\n') !== handoff.tags.join('\n')) edit['tags'] = tagsOf(tags)
  const custom = readCustom(form, handoff.customFields, keyOf)
  if (custom !== null) edit['custom_fields'] = custom
  const changed = [
    ...Object.keys(edit).filter((field) => field !== 'custom_fields'),
    ...Object.keys({ ...handoff.customFields, ...custom })
      .filter((name) => custom !== null && custom[name] !== handoff.customFields[name])
      .map((name) => `${customPrefix}${name}`),
  ]
  if (changed.length === 0) return { ok: true, edit: null, changed }
  const checked = handoffEditSchema.safeParse(edit)
  if (checked.success) return { ok: true, edit: checked.data, changed }
  return { ok: false, faults: checked.error.issues.map(faultOf) }
}

const fault = (field: string, code: string, message = ''): Fault => ({ field, code, message })

/** `message` is the figure that the code speaks of. */
const faultOf = (issue: z.core.$ZodIssue): Fault => {
  const field = String(issue.path[0] ?? '')
  if (field === 'user_email') return fault(field, 'invalid_email')
  if (field === 'priority') return fault(field, 'priority')
  if (issue.code === 'too_big')
    return fault(field, issue.origin === 'array' ? 'tooMany' : 'tooLong', String(issue.maximum))
  return fault(field, 'invalid')
}
