import t, { type Test } from 'tap'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import type { Read, Write } from '../../src/helpdesk/outcome.ts'
import type { Answers } from './replay-fixtures.ts'

/** One call of the door, what the vendor answers meanwhile, and what comes out, as `t.match` takes it. */
export interface Row {
  it: string
  answers: Answers
  ask: (helpdesk: Helpdesk) => Promise<Read<unknown> | Write<unknown>>
  expected: object
}

export const testRows = (
  rows: readonly Row[],
  open: (t: Test, answers: Answers) => Promise<Helpdesk>,
): void => {
  for (const { it, answers, ask, expected } of rows) {
    t.test(it, async (t) => {
      t.match(await ask(await open(t, answers)), expected)
    })
  }
}

export const lane = { lane: 'new' } as const
export const found = (value: unknown) => ({ ok: true, value })
export const refused = (failure: object) => ({ failure })
