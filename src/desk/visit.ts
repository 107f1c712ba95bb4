import type { AuditSubject } from '../access/access.ts'
import type { User } from '../access/users/users.ts'
import type { Writer } from './page/create-writer.ts'
import type { DeskTexts } from './texts/desk-texts.ts'

/** One request to the desk, as a handler sees it. */
export interface Visit {
  /** Null on pages for anyone. */
  user: User | null
  /** Who it is, for histories and the audit trail: `user:EMAIL`. */
  who: string
  /** Put into every form, as `_csrf`. */
  csrf: string
  /** `en`, `es`, …: the reader's. */
  language: string
  words: DeskTexts
  /** Numbers, durations and times in the reader's language. */
  write: Writer
  params: Record<string, string>
  query: Record<string, string | string[]>
  /** Fields of a form; empty unless it is a POST. */
  form: Record<string, string | string[]>
  /** Asked for by a part of a page, which wants a part as the answer. */
  isPart: boolean
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal
  requestId: string
}

/** A visit of somebody who has signed in. */
export type Visitor = Visit & {
  user: User
  /** What was made or changed, for the audit trail, where the address does not name it, or not surely. */
  made(subject: AuditSubject): void
}
