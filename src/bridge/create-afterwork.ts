import type { Classification } from '../../schemas/classification.ts'
import type { Handoff, TicketRef } from '../../schemas/handoff.ts'
import type { CallOptions, Helpdesk } from '../helpdesk/helpdesk.ts'
import type { Logger } from '../ops/logger.ts'
import type { BridgeConfig } from './bridge.ts'
import { composeClassificationNote, composeMailedNote, composePolicyNote } from './compose-note.ts'
import { chooseTexts } from './texts/choose-texts.ts'

/** What is nice to have on a ticket that is already delivered: never waited for, never repeated, dropped when it fails. */
export interface Afterwork {
  begin(done: FinishedDelivery): void
  stop(): void
}

export interface FinishedDelivery {
  reference: string
  handoff: Handoff
  sourceLanguage: string | undefined
  classification: Classification | null
  ticket: TicketRef
  /** Plain texts of rules of the company. */
  notes: string[]
}

/** Notes wait in the last lane; while a backlog drains they may not pile up in memory. */
const maxWaiting = 200

/** Put on tickets that the help desk made of our mail. */
export const mailedTag = 'relevo-mailed'

export const createAfterwork = ({
  helpdesk,
  config,
  logger,
}: {
  helpdesk: Helpdesk
  config: BridgeConfig
  logger: Logger
}): Afterwork => {
  const stopped = new AbortController()
  let waiting = 0

  const note = (done: FinishedDelivery, html: string, options: CallOptions) =>
    helpdesk.addNote(done.ticket.id, { html, private: true }, options)

  const work = async (done: FinishedDelivery, options: CallOptions): Promise<void> => {
    const texts = chooseTexts(done.handoff.language, done.sourceLanguage, config.language)
    const { reference, ticket, classification } = done
    if (ticket.action === 'mailed') {
      await helpdesk.updateTicket(ticket.id, { addTags: ['relevo', mailedTag] }, options)
      await note(done, composeMailedNote(texts, reference), options)
    }
    for (const text of done.notes) await note(done, composePolicyNote(text, reference), options)
    if (config.classification.note && classification !== null) {
      const { publicUrl } = config
      await note(done, composeClassificationNote(classification, { texts, reference, publicUrl }), options)
    }
  }

  return {
    begin(done) {
      const wanted = done.ticket.action === 'mailed' || config.classification.note || done.notes.length > 0
      if (!wanted || stopped.signal.aborted) return
      if (waiting >= maxWaiting) {
        return logger.warn({ handoffId: done.reference }, 'note left out: too many are waiting')
      }
      waiting += 1
      const options = { lane: 'background', signal: stopped.signal, reference: done.reference } as const
      work(done, options)
        .catch((error: unknown) => logger.error({ err: error, handoffId: done.reference }, 'note failed'))
        .finally(() => {
          waiting -= 1
        })
    },
    stop: () => stopped.abort(),
  }
}
