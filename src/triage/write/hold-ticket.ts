import type { TriageStore, TriageTicket, WriteStep } from '../triage-store.ts'
import { LetGo } from './let-go.ts'

/** A ticket's row while one works on its write. */
export interface HeldTicket {
  /** As it is in the store, as far as we have changed it. */
  readonly row: TriageTicket
  /** One step further. Throws `LetGo` when somebody else has taken it, `TriageUnavailable`. */
  step(to: WriteStep): Promise<void>
}

export const holdTicket = (store: Pick<TriageStore, 'step'>, ticket: TriageTicket): HeldTicket => {
  let row = ticket
  return {
    get row() {
      return row
    },
    async step(to) {
      if (!(await store.step(row, to))) throw new LetGo()
      row = { ...row, ...to, fence: row.fence + 1 }
    },
  }
}
