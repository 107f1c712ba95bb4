import type { Source } from '../../schemas/configuration.ts'
import type { Claim, Ledger } from '../ledger/ledger.ts'
import type { Logger } from '../ops/logger.ts'
import type { BridgeEvent } from './bridge.ts'
import { composeFallbackMail } from './compose-fallback-mail.ts'
import { mailedWhy } from './decide-fallback.ts'
import type { FallbackMailer } from './fallback-mailer.ts'
import { chooseTexts } from './texts/choose-texts.ts'

export interface MailTools {
  ledger: Pick<Ledger, 'flag'>
  mailer: FallbackMailer
  sources: Record<string, Source>
  language: string
  logger: Logger
  observe: (event: BridgeEvent) => void
}

/**
 * Mails a claimed hand-off and then records it. A crash between the two mails again, with the same message id: twice in
 * one thread is better than never. False: it was not sent, or could not be recorded.
 */
export const mailHandoff = async (claim: Claim, tools: MailTools): Promise<boolean> => {
  const { entry } = claim
  const source = tools.sources[entry.source]
  const outcome = await tools.mailer.send(
    composeFallbackMail({
      reference: entry.id,
      handoff: entry.handoff,
      brand: source?.brand ?? null,
      texts: chooseTexts(entry.handoff.language, source?.language, tools.language),
      from: tools.mailer.from,
    }),
  )
  tools.observe({ kind: 'mailed', source: entry.source, outcome: outcome.sent ? 'sent' : 'failed' })
  if (!outcome.sent) {
    tools.logger.error({ handoffId: entry.id, code: outcome.code }, 'the fallback mail could not be sent')
    return false
  }
  tools.logger.warn({ handoffId: entry.id }, 'hand-off sent by e-mail')
  const recorded = await tools.ledger.flag(claim, 'mailed-fallback', mailedWhy)
  if (recorded) tools.observe({ kind: 'flagged', source: entry.source, flag: 'mailed-fallback' })
  return recorded
}
