import { comparable } from '../comparable.ts'
import type { Choice } from './account-field.ts'

/** Finds a choice by its value or any of its labels; exactly first, then without case and accents. */
export const matchChoice = (choices: Choice[], given: unknown): Choice | null => {
  const single = Array.isArray(given) && given.length === 1 ? given[0] : given
  if (typeof single !== 'string' && typeof single !== 'number' && typeof single !== 'boolean') return null
  const text = String(single)
  const namesOf = (choice: Choice) => [String(choice.value), ...choice.labels]
  return (
    choices.find((choice) => namesOf(choice).includes(text)) ??
    choices.find((choice) => namesOf(choice).some((name) => comparable(name) === comparable(text))) ??
    null
  )
}
