import type { Choice, ChoiceTree } from '../fields/account-field.ts'

/**
 * Reads `choices`, whose shape depends on the field: `["Question"]`; `{"Low": 1}`, label to id; `{"2": ["Open", "Being
 * processed"]}`, id to the labels for agents and customers; or, in newer documents, a list of objects. What cannot be read
 * is left out: then the helpdesk's refusal decides.
 */
export const parseChoices = (choices: unknown): Choice[] => {
  if (Array.isArray(choices)) return choices.flatMap(parseListed)
  if (!isRecord(choices)) return []
  return Object.entries(choices).flatMap(([key, value]): Choice[] => {
    if (typeof value === 'number') return [{ value, labels: [key] }]
    const labels = [value].flat().filter((label) => typeof label === 'string')
    return /^\d+$/.test(key) && labels.length > 0 ? [{ value: Number(key), labels }] : []
  })
}

const parseListed = (item: unknown): Choice[] => {
  if (typeof item === 'string') return [{ value: item, labels: [item] }]
  if (!isRecord(item)) return []
  const texts = [item['label'], item['name'], item['value']].filter((text) => typeof text === 'string')
  const first = texts[0]
  if (first === undefined) return []
  // A list of objects names a number when it is the value; the id beside a text is the choice's own, not what tickets hold.
  const value = typeof item['value'] === 'number' ? item['value'] : (texts.at(-1) ?? first)
  return [{ value, labels: texts }]
}

/** Reads a dependent field's choices: `{"A": {"B": ["C"]}}`, or a list of `{value, choices}`. Keeps the account's order. */
export const parseChoiceTree = (choices: unknown): ChoiceTree => {
  const tree: ChoiceTree = new Map()
  if (Array.isArray(choices)) {
    for (const item of choices) {
      if (typeof item === 'string') tree.set(item, new Map())
      else if (isRecord(item) && typeof item['value'] === 'string') {
        tree.set(item['value'], parseChoiceTree(item['choices']))
      }
    }
  } else if (isRecord(choices)) {
    for (const [value, below] of Object.entries(choices)) tree.set(value, parseChoiceTree(below))
  }
  return tree
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
