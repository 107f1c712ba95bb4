import * as z from 'zod'
import type { HandoffEdit } from '../../../schemas/api.ts'
import { type Handoff, prioritySchema } from '../../../schemas/handoff.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'

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
  /** `edit` makes the correction of one of them. */
  | { kind: 'set'; edit: (handoff: Handoff) => HandoffEdit; send: boolean }

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

/** Reads the form; what is wrong in it comes back in words. */
export const readBulkOrder = (
  form: unknown,
  { bulk, faults }: DeskTexts['repair'],
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
  if (value === '') return { ok: false, fault: faults.value }
  if (field === 'custom' && (name === '' || name === '__proto__'))
    return { ok: false, fault: faults.fieldName }
  const edit = editOf(parsed.data)
  if (edit === null) return { ok: false, fault: faults.priority }
  return {
    ok: true,
    order: { act: { kind: 'set', edit, send: parsed.data['and-send'] === 'yes' }, reason, ids },
  }
}
