import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FitResult, FitTask } from './fit-task.ts'
import type { FitThreads } from './fit-threads.ts'

/** It runs as TypeScript, and as JavaScript once it is built. */
const workerFile = new URL(`./fit-worker${extname(import.meta.url)}`, import.meta.url)

interface Waiting {
  task: FitTask
  resolve: (result: FitResult) => void
  reject: (reason: unknown) => void
}

/** Starts `count` threads at once, so that they are there when the texts have been read. When one fails, all end. */
export const createWorkerThreads = (count: number, signal: AbortSignal | undefined): FitThreads => {
  const queue: Waiting[] = []
  const doing = new Map<Worker, Waiting>()
  let failure: { reason: unknown } | undefined
  let closing: Promise<unknown> | undefined

  const end = (reason: unknown): void => {
    if (failure !== undefined) return
    failure = { reason }
    signal?.removeEventListener('abort', cancel)
    closing = Promise.all(workers.map((worker) => worker.terminate()))
    for (const { reject } of [...doing.values(), ...queue.splice(0)]) reject(reason)
    doing.clear()
  }
  const cancel = (): void => end(signal?.reason)
  const giveOut = (): void => {
    for (const worker of workers) {
      if (queue.length === 0) return
      if (doing.has(worker)) continue
      const next = queue.shift() as Waiting
      doing.set(worker, next)
      worker.postMessage(next.task)
    }
  }
  const start = (): Worker => {
    const worker = new Worker(workerFile, { name: 'relevo-fit' })
    worker.on('message', (result: FitResult) => {
      const done = doing.get(worker)
      doing.delete(worker)
      giveOut()
      done?.resolve(result)
    })
    worker.on('error', end)
    worker.on('messageerror', end)
    worker.on('exit', (code) => end(new Error(`A thread that trains ended with code ${code}.`)))
    return worker
  }
  const workers = Array.from({ length: count }, start)
  if (signal?.aborted === true) cancel()
  else signal?.addEventListener('abort', cancel)
  return {
    count,
    begin(corpus) {
      if (failure === undefined) for (const worker of workers) worker.postMessage(corpus)
    },
    run: (task) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure.reason)
        queue.push({ task, resolve, reject })
        giveOut()
      }),
    async close() {
      end(new Error('The training has ended.'))
      await closing
    },
  }
}
