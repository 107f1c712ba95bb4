import * as z from 'zod'
import type { Handoff } from '../../../schemas/handoff.ts'
import type { WrittenRule } from '../../policy/add-rule.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'

/** Where a rule goes: `add` and `decide` before all others, `last` after them. */
export const rulePlaces = ['add', 'decide', 'last'] as const
export type RulePlace = (typeof rulePlaces)[number]

/** Begins the names of the ticks for fields of the ticket. */
export const fieldTick = 'field:'

export interface RuleFacts {
  source: string
  /** As it was predicted; null: unsure. */
  category: string | null
  handoff: Handoff
  /** Of the rules that there are. */
  mode: 'first' | 'all'
}

const formSchema = z.object({
  name: z.string().trim().max(100).default(''),
  source: z.literal('yes').optional(),
  category: z.literal('yes').optional(),
  words: z.string().max(2000).default(''),
  priority: z.literal('yes').optional(),
  tags: z.literal('yes').optional(),
  group: z.string().trim().max(200).default(''),
  place: z.enum(rulePlaces).default('add'),
})

const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((word) => word.trim().slice(0, 200))
      .filter((word) => word !== ''),
  ),
]

/** A text of a rule is a template; what a person typed is meant as it is. */
const literally = (value: unknown): unknown =>
  typeof value === 'string' && /\{[{%]/.test(value) ? `{% raw %}${value}{% endraw %}` : value

/** The rule that a person has put together from what a hand-off is now. */
export const readRuleOrder = (
  form: Readonly<Record<string, string | string[]>>,
  { source, category, handoff, mode }: RuleFacts,
  texts: DeskTexts['repair']['rule'],
): { ok: true; rule: WrittenRule; place: RulePlace } | { ok: false; fault: string } => {
  const parsed = formSchema.safeParse(form)
  if (!parsed.success) return { ok: false, fault: texts.noName }
  const { name, place, group, words, ...ticks } = parsed.data
  if (name === '') return { ok: false, fault: texts.noName }
  const said = wordsOf(words)
  const when = {
    ...(ticks.source === undefined ? {} : { source }),
    ...(ticks.category === undefined || category === null ? {} : { category }),
    ...(said.length === 0 ? {} : { words: said }),
  }
  if (Object.keys(when).length === 0) return { ok: false, fault: texts.noConditions }
  const fields = Object.entries(handoff.customFields).filter(
    ([field]) => form[`${fieldTick}${field}`] === 'yes',
  )
  const follows = {
    ...(group === '' ? {} : { group }),
    ...(ticks.priority === undefined || handoff.priority === null ? {} : { priority: handoff.priority }),
    ...(ticks.tags === undefined || handoff.tags.length === 0 ? {} : { tags: handoff.tags }),
    ...(fields.length === 0
      ? {}
      : { customFields: Object.fromEntries(fields.map(([field, value]) => [field, literally(value)])) }),
  }
  if (Object.keys(follows).length === 0) return { ok: false, fault: texts.noConsequences }
  // With `first` the first that matches ends it, unless it says otherwise; with `all` none does.
  const stop =
    place === 'last' || (place === 'decide') === (mode === 'first') ? {} : { stop: place === 'decide' }
  // biome-ignore lint/suspicious/noThenProperty: the word that admins read; a rule is never awaited
  return { ok: true, rule: { name, when, then: follows, ...stop }, place }
}
