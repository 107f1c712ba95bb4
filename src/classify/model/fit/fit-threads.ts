import type { Corpus } from '../features/corpus.ts'
import type { FitResult, FitTask } from './fit-task.ts'

/** What does the tasks of a training. */
export interface FitThreads {
  /** How many tasks it does at the same time. */
  readonly count: number
  /** Says which corpus all tasks are about; before the first of them. */
  begin(corpus: Corpus): void
  /** Done in the order asked. Rejects with the signal's reason once it has come, and with what went wrong in a thread. */
  run(task: FitTask): Promise<FitResult>
  /** Ends the threads; resolves when they are gone. What is under way is rejected. Safe to repeat. */
  close(): Promise<void>
}
