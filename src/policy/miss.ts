import type { Miss, Reading } from './policy.ts'

export type Values = (reading: Reading) => string[]

const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

/** What is wanted, in words: one value, or any of several. */
export const oneOf = (values: readonly string[]): string =>
  values.length === 1
    ? shown(values[0] ?? '')
    : `one of ${values.slice(0, 10).map(shown).join(', ')}${values.length > 10 ? ', …' : ''}`

export const miss = (condition: string, wanted: string, saw: readonly string[]): Miss => ({
  condition,
  wanted,
  saw:
    saw.length === 0 || saw.every((text) => text === '') ? 'nothing' : saw.slice(0, 10).map(shown).join(', '),
})
