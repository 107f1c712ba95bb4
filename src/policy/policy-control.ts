import type { Fault } from '../config/fault.ts'
import type { CompiledPolicy } from './policy.ts'

/** The company's rules as they are now, and how they are exchanged: types only. */
export interface PolicyControl {
  current(): CompiledPolicy | null
  /** When what is current was read, ms since the epoch. */
  loadedAt(): number
  /**
   * Reads the rules again and exchanges them at once and whole; with a fault in them, or in the configuration, what was there stays.
   * A hand-off that is being worked on goes on with the rules that it began with.
   */
  reload(): Promise<ReloadOutcome>
}

/** `place`: the file that is faulty. */
export type ReloadOutcome = { ok: true; changed: boolean } | { ok: false; place: string; faults: Fault[] }

/** For processes that have no rules and read none. */
export const noPolicy: PolicyControl = {
  current: () => null,
  loadedAt: () => 0,
  reload: async () => ({ ok: true, changed: false }),
}
