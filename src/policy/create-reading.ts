import { fold } from './fold.ts'
import type { Calendar, Moment, PolicyFacts, Reading, WordList } from './policy.ts'
import { createWordList } from './word-list.ts'

/** Nobody writes more that matters, and it bounds what one hand-off can cost. */
const mostChars = 10_000

const saidBy = ({ handoff }: PolicyFacts): string =>
  [
    handoff.subject ?? '',
    handoff.summary,
    ...handoff.transcript.filter(({ from }) => from.trim().toLowerCase() === 'user').map(({ text }) => text),
  ]
    .join('\n')
    .slice(0, mostChars)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

/** `order.id` as a key of that name, else the way into objects. */
const valueAt = (fields: unknown, name: string): unknown =>
  own(fields, name) ?? name.split('.').reduce<unknown>(own, fields)

const asText = (value: unknown): string | null => {
  if (value === undefined || value === null || value === '') return null
  return fold(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Prepares the facts of one hand-off for as many rules as there are: nothing is folded or split twice. */
export const createReading = (facts: PolicyFacts): Reading => {
  const { handoff, classification } = facts
  const said = once(() => saidBy(facts))
  const texts = new Map<string, string>()
  const moments = new Map<Calendar, Moment>()
  let asked = false
  return {
    facts,
    priority: handoff.priority ?? classification.priority,
    words: once((): WordList => createWordList(said())),
    plain: once(() => fold(said())),
    field: (name) => asText(valueAt(handoff.customFields, name) ?? valueAt(handoff.extra, name)),
    folded(text) {
      const known = texts.get(text) ?? fold(text)
      texts.set(text, known)
      return known
    },
    calendar(calendar) {
      const moment = moments.get(calendar) ?? calendar.at(facts.receivedAt)
      moments.set(calendar, moment)
      return moment
    },
    requester() {
      asked = true
      return facts.requester
    },
    wasRequesterAsked: () => asked,
  }
}
