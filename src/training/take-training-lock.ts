import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { explainStoreFailure } from './explain-store-failure.ts'
import { TrainingRefused } from './training-refused.ts'

const busyCode = 5

/**
 * One training at a time in a folder, over all processes: the lock is a transaction on an empty database, which the kernel drops with
 * the process, however that ends. Throws `TrainingRefused`: `busy`, or `store` where the folder cannot be used.
 */
export const takeTrainingLock = async (folder: string): Promise<{ release(): void }> => {
  const path = join(folder, 'training.lock')
  await explainStoreFailure(path, () => mkdir(folder, { recursive: true, mode: 0o700 }))
  const lock = open(path)
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === busyCode)
      throw new TrainingRefused(
        'busy',
        `Another training is under way in ${folder}. Wait until it is done, or end it.`,
        { cause: error },
      )
    throw unwritable(folder, error)
  }
  return { release: () => lock.isOpen && lock.close() }
}

const open = (path: string): DatabaseSync => {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw unwritable(path, error)
  }
}

const unwritable = (path: string, cause: unknown): TrainingRefused =>
  new TrainingRefused(
    'store',
    `${path} cannot be written. Look at the rights of the folder and at the space on its disk.`,
    { cause },
  )
