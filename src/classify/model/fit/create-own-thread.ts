import { setImmediate } from 'node:timers/promises'
import { createTaskRunner } from './create-task-runner.ts'
import type { FitResult, FitTask } from './fit-task.ts'
import type { FitThreads } from './fit-threads.ts'

/** Does the tasks in this thread, which others get a turn on between two of them. */
export const createOwnThread = (signal: AbortSignal | undefined): FitThreads => {
  let run: ((task: FitTask) => FitResult) | undefined
  let before: Promise<unknown> = Promise.resolve()
  let isClosed = false
  return {
    count: 1,
    begin(corpus) {
      run = createTaskRunner(corpus)
    },
    run(task) {
      const own = before.then(async () => {
        await setImmediate()
        signal?.throwIfAborted()
        if (run === undefined || isClosed) throw new Error('The thread does no tasks yet, or no more.')
        return run(task)
      })
      before = own.catch(() => undefined)
      return own
    },
    async close() {
      isClosed = true
      await before
    },
  }
}
