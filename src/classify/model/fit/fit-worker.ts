import { parentPort } from 'node:worker_threads'
import type { Corpus } from '../features/corpus.ts'
import { createTaskRunner } from './create-task-runner.ts'
import type { FitTask } from './fit-task.ts'

/** A thread that trains: it is sent the corpus, then tasks, and answers each with its result. What goes wrong ends it, and its owner hears of that. */
parentPort?.once('message', (corpus: Corpus) => {
  const run = createTaskRunner(corpus)
  parentPort?.on('message', (task: FitTask) => {
    const result = run(task)
    const weights = result.weights.flatMap(({ columns, values }) => [columns.buffer, values.buffer])
    parentPort?.postMessage(result, [
      result.scores.buffer,
      result.known.buffer,
      result.familiar.buffer,
      ...weights,
    ])
  })
})
