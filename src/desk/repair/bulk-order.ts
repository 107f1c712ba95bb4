import * as z from 'zod'
import type { HandoffEdit } from '../../../schemas/api.ts'
import { type Handoff, prioritySchema } from '../../../schemas/handoff.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'
import { customPrefix } from './read-correction.ts'

/** How many are done at a time. */
export const mostAtOnce = 500

export const bulkFields = ['category', 'priority', 'language', 'tag', 'custom'] as const

const formSchema = z.object({
  reason: z.string().max(64).default(''),
  which: z.enum(['ticked', 'all']).default('ticked'),
  what: z.enum(['send', 'dismiss', 'set']).default('send'),
  why: z.string().trim().max(500).default(''),
  field: z.enum(bulkFields).default('category'),
  name: z.string().trim().max(255).default(''),
  value: z.string().trim().max(255).default(''),
  id: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((ids) => [ids].flat().filter((id) => /^ho_[0-9a-z]{26}$/.test(id))),
  'and-send': z.literal('yes').optional(),
})

/** What is to be done with several hand-offs. */
export type BulkAct =
  | { kind: 'send' }
  | { kind: 'dismiss'; why: string }
  /** `edit` makes the correction of one of them; `changed` names what it sets, as corrections do. */
  | { kind: 'set'; edit: (handoff: Handoff) => HandoffEdit; changed: string[]; send: boolean }

export interface BulkOrder {
  act: BulkAct
  /** Key of the reason, for all that are stuck for it. */
  reason: string
  /** Null: all of the reason. */
  ids: string[] | null
}

type Parsed = z.output<typeof formSchema>

const editOf = ({ field, name, value }: Parsed): ((handoff: Handoff) => HandoffEdit) | null => {
  switch (field) {
    case 'category':
      return () => ({ category: value })
    case 'language':
      return () => ({ language: value.slice(0, 35) })
    case 'priority': {
      const priority = prioritySchema.safeParse(value)
      return priority.success ? () => ({ priority: priority.data }) : null
    }
    case 'tag':
      return ({ tags }) => ({ tags: [...new Set([...tags, value.slice(0, 100)])].slice(0, 50) })
    case 'custom':
      return ({ customFields }) => ({ custom_fields: { ...customFields, [name]: value } })
    default:
      return field satisfies never
  }
}

type Fields = Readonly<Record<string, string | string[]>>

/** What was filled in of the fields that the help desk wants. */
const filledIn = (form: Fields): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([input, value]) => {
      const name = input.slice(customPrefix.length)
      if (!input.startsWith(customPrefix) || typeof value !== 'string') return []
      return value.trim() === '' || name === '__proto__' ? [] : [[name, value.trim().slice(0, 255)]]
    }),
  )

/** Reads the form; what is wrong in it comes back in words. `keyOf` tells what the help desk calls a field that was named by hand. */
export const readBulkOrder = (
  form: Fields,
  { bulk, faults }: DeskTexts['repair'],
  keyOf: (typed: string) => string = (typed) => typed,
): { ok: true; order: BulkOrder } | { ok: false; fault: string } => {
  const parsed = formSchema.safeParse(form)
  if (!parsed.success) return { ok: false, fault: faults.invalid }
  const { reason, which, what, why, field, name, value, id } = parsed.data
  const ids = which === 'ticked' ? [...new Set(id)].slice(0, mostAtOnce) : null
  if (ids?.length === 0) return { ok: false, fault: bulk.none }
  if (what === 'send') return { ok: true, order: { act: { kind: 'send' }, reason, ids } }
  if (what === 'dismiss')
    return why === ''
      ? { ok: false, fault: faults.reason }
      : { ok: true, order: { act: { kind: 'dismiss', why }, reason, ids } }
  const wanted = filledIn(form)
  const names = Object.keys(wanted)
  const custom = names.map((each) => `${customPrefix}${each}`)
  const send = parsed.data['and-send'] === 'yes'
  const fill = (handoff: Handoff, edit: HandoffEdit = {}): HandoffEdit =>
    names.length === 0
      ? edit
      : { ...edit, custom_fields: { ...(edit.custom_fields ?? handoff.customFields), ...wanted } }
  if (value === '') {
    if (names.length === 0) return { ok: false, fault: faults.value }
    return { ok: true, order: { act: { kind: 'set', edit: fill, changed: custom, send }, reason, ids } }
  }
  if (field === 'custom' && (name === '' || name === '__proto__'))
    return { ok: false, fault: faults.fieldName }
  const key = field === 'custom' ? keyOf(name) : name
  const edit = editOf({ ...parsed.data, name: key })
  if (edit === null) return { ok: false, fault: faults.priority }
  const also = field === 'custom' ? `${customPrefix}${key}` : field === 'tag' ? 'tags' : field
  return {
    ok: true,
    order: {
      act: {
        kind: 'set',
        edit: (handoff) => fill(handoff, edit(handoff)),
        changed: [...new Set([...custom, also])],
        send,
      },
      reason,
      ids,
    },
  }
}
