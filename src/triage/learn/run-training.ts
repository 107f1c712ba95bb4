import { availableParallelism, totalmem } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PastTicket } from '../../training/past-ticket.ts'
import type { Progress } from '../../training/progress.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { fromTrainingSchema, type MadeModel, type ToTraining, type TrainingOrder } from './training-order.ts'

/** It runs as TypeScript, and as JavaScript once it is built. */
const workerFile = new URL(`./training-worker${extname(import.meta.url)}`, import.meta.url)

const portion = 500
const megabyte = 1024 * 1024
/** Fifty thousand tickets take less; a training that wants more must not take it from the service. */
const mostMegabytes = 4_096

export interface RunTrainingOptions {
  order: Omit<TrainingOrder, 'workers'>
  /** Emptied while they are sent: the service needs the memory of a hundred thousand texts more than a copy of them. */
  tickets: PastTicket[]
  signal: AbortSignal
  progress: Progress
  /** Threads besides; absent: half of the processors, since the service works meanwhile. */
  workers?: number
  /** Of the thread's own heap, in MB; absent: half of the machine's memory, and 4 GB at most. */
  memoryMegabytes?: number
}

/**
 * Makes a model in a thread of its own, and resolves with what it came to; it is in the store of models then, and not in use yet. Throws
 * `TrainingRefused`; rejects with the signal's reason once the thread has ended, and with an error when the thread crashes or wants more
 * memory than it may have. Nothing of that ends the process.
 */
export const runTraining = async (options: RunTrainingOptions): Promise<MadeModel> => {
  const { signal, memoryMegabytes = Math.min(mostMegabytes, Math.floor(totalmem() / megabyte / 2)) } = options
  signal.throwIfAborted()
  const worker = new Worker(workerFile, {
    name: 'relevo-training',
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  })
  // Its threads end with it.
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await converse(worker, options)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

const converse = (
  worker: Worker,
  { order, tickets, progress, workers = Math.floor(availableParallelism() / 2) }: RunTrainingOptions,
): Promise<MadeModel> =>
  new Promise((resolve, reject) => {
    worker.on('message', (message: unknown) => {
      const told = fromTrainingSchema.safeParse(message)
      if (!told.success) return reject(new Error('The thread that trains said what nobody understands.'))
      const { data } = told
      switch (data.kind) {
        case 'began':
          return progress.begin(data.title)
        case 'progress':
          return progress.at(data.part, data.note)
        case 'said':
          return progress.say(data.text)
        case 'refused':
          return reject(new TrainingRefused(data.code, data.message))
        case 'made': {
          const { kind: _, ...made } = data
          return resolve(made)
        }
        default:
          return data satisfies never
      }
    })
    worker.once('error', reject)
    worker.once('messageerror', reject)
    worker.once('exit', (code) => reject(new Error(`The thread that trains ended with code ${code}.`)))
    const send = (message: ToTraining): void => worker.postMessage(message)
    send({ kind: 'order', order: { ...order, workers } })
    while (tickets.length > 0) send({ kind: 'tickets', tickets: tickets.splice(-portion) })
    send({ kind: 'begin' })
  })
