import type { CalendarConfig } from '../../schemas/policy.ts'
import type { PathSegment } from '../config/fault.ts'
import type { Calendar } from './policy.ts'

/** Names of the configuration that rules may refer to. Null: not known here, so not checked. */
export interface KnownNames {
  sources: readonly string[] | null
  helpdesks: readonly string[] | null
  categories: readonly string[] | null
}

/** What compiling a rule works with. */
export interface CompileContext {
  calendars: ReadonlyMap<string, Calendar>
  calendarConfigs: Readonly<Record<string, CalendarConfig>>
  names: KnownNames
  /** Something is wrong at `path`; compiling goes on, to find all that is. */
  report(path: readonly PathSegment[], message: string): void
  /** A rule asks for what the ledger knows of the person. */
  asksHistory(): void
}
