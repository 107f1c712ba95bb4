import type { FallbackMail } from './compose-fallback-mail.ts'

/** The second route: a mail to the support mailbox, of which the help desk makes a ticket by itself once it is back. */
export interface FallbackMailer {
  /** How old a stuck hand-off must be, ms. */
  readonly after: number
  readonly from: string
  /** Never throws. `code` is SMTP's or Node's, fit for a log line. */
  send(mail: FallbackMail): Promise<{ sent: true } | { sent: false; code: string }>
  close(): void
}
