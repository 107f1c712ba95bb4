import { createTransport } from 'nodemailer'
import type { FallbackConfig } from '../../schemas/fallback-configuration.ts'
import type { FallbackMailer } from './fallback-mailer.ts'

const timeoutMs = 20_000

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'

/** Sends by the configured SMTP server, one connection a mail: the route is rare and must not hold anything open. */
export const createFallbackMailer = (config: FallbackConfig): FallbackMailer => {
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A mail is made of what a person wrote: nothing in it may name a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    after: config.after,
    from: config.from,
    async send({ messageId, subject, text, html, replyTo }) {
      try {
        await transport.sendMail({
          from: config.from,
          to: config.to,
          messageId,
          subject,
          text,
          html,
          ...(replyTo === null ? {} : { replyTo }),
          // Keeps autoresponders from answering a machine (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { sent: true }
      } catch (error) {
        return { sent: false, code: codeOf(error) }
      }
    },
    close: () => transport.close(),
  }
}
