import { parentPort } from 'node:worker_threads'
import { createBundleStore } from '../../classify/bundles/create-bundle-store.ts'
import { openEncoder } from '../../classify/encoders/open-encoder.ts'
import { createLanguageDetector } from '../../classify/language/create-language-detector.ts'
import { loadLanguageModel } from '../../classify/language/load-language-model.ts'
import { renderHtml } from '../../classify/report/render-html.ts'
import { backgroundTexts } from '../../classify/starter/background.ts'
import { openStarter } from '../../classify/starter/open-starter.ts'
import { makeBundle } from '../../training/make-bundle.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { type FromTraining, type TrainingOrder, toTrainingSchema } from './training-order.ts'

/** Texts that a class needs, and how much of what a model decides has to be right: as `relevo train` has them. */
const least = 5
const precision = 0.9
const seed = 1

const tell = (message: FromTraining): void => parentPort?.postMessage(message)

const train = async (order: TrainingOrder, tickets: readonly PastTicket[]): Promise<void> => {
  const encoder = openEncoder(order.encoder, {
    purpose: 'training',
    onAway: (why) => tell({ kind: 'said', text: `The encoder: ${why}.` }),
  })
  try {
    const { name, adoption, trained, cleaned } = await makeBundle({
      tickets,
      unfit: order.unfit,
      from: order.from,
      by: order.by,
      store: createBundleStore({
        folder: order.folder,
        starter: () => openStarter(),
        onRefused: (why) => tell({ kind: 'said', text: why }),
      }),
      folder: order.folder,
      wanted: 'when-better',
      isStarterUsed: order.isStarterUsed,
      renderPage: (report) => renderHtml(report, { language: order.language }),
      categories: order.categories,
      targets: null,
      least,
      precision,
      seed,
      quick: true,
      background: backgroundTexts,
      detector: createLanguageDetector({ model: await loadLanguageModel() }),
      encoder,
      ...(order.workers === undefined ? {} : { workers: order.workers }),
      // Who wants it to end ends the thread.
      signal: new AbortController().signal,
      progress: {
        begin: (title) => tell({ kind: 'began', title }),
        at: (part, note = '') => tell({ kind: 'progress', part, note }),
        say: (text) => tell({ kind: 'said', text }),
      },
      now: Date.now,
    })
    const targets = [...trained.keys()]
    tell({ kind: 'made', name, adoption, texts: cleaned.tickets.length, targets })
  } catch (error) {
    if (!(error instanceof TrainingRefused)) throw error
    tell({ kind: 'refused', code: error.code, message: error.message })
  } finally {
    await encoder?.close()
  }
}

/** A thread that makes one model of the tickets that it is sent, and ends. A defect ends it, too, and its owner hears of that. */
const tickets: PastTicket[] = []
let order: TrainingOrder | null = null
parentPort?.on('message', (message: unknown) => {
  const told = toTrainingSchema.parse(message)
  switch (told.kind) {
    case 'order':
      order = told.order
      return
    case 'tickets':
      // One by one: a portion as arguments could be too many for the stack.
      for (const ticket of told.tickets) tickets.push(ticket)
      return
    case 'begin':
      if (order === null) throw new Error('A training was begun without an order.')
      // Nothing keeps the thread alive once it is done.
      parentPort?.removeAllListeners('message')
      void train(order, tickets)
      return
    default:
      told satisfies never
  }
})
