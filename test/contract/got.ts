import type { Test } from 'tap'
import type { Read, Write } from '../../src/helpdesk/outcome.ts'

/** The value of what must have worked; the failure is in the error otherwise. */
export const got = <T>(outcome: Read<T> | Write<T>): T => {
  if ('ok' in outcome) {
    if (outcome.ok) return outcome.value
  } else if (outcome.effect === 'done') return outcome.value
  throw new Error(`It should have worked: ${JSON.stringify(outcome)}`)
}

/** Of what must not be null. */
export const there = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error('It should be there')
  return value
}

export const lane = { lane: 'new' } as const
export const minutes = 60_000
export const days = 86_400_000

/** Each item matches its pattern, and there are no others: `t.match` is content with a list that has more. */
export const matchEach = (
  t: Test,
  list: readonly unknown[] | undefined,
  patterns: readonly object[],
): void => {
  t.equal(list?.length, patterns.length, 'so many')
  t.match(list, patterns)
}
