import { dirname } from 'node:path'
import { TrainingRefused } from './training-refused.ts'

/** Does what writes to `path`; what the system refuses becomes a sentence that says what to do. */
export const explainStoreFailure = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    const why = code === null ? null : sayWhy(path, code)
    if (why === null) throw error
    throw new TrainingRefused('store', why, { cause: error })
  }
}

const sayWhy = (path: string, code: string): string | null => {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: ${path} cannot be written. Make room, and run the same command again.`
    case 'EACCES':
    case 'EPERM':
      return `${dirname(path)} may not be written by this user. Give it the right to, or name another data folder (RELEVO_DATA_DIR).`
    case 'EROFS':
      return `${dirname(path)} cannot be written: its disk is read-only. Name another data folder (RELEVO_DATA_DIR).`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${dirname(path)} is no folder. Name another data folder (RELEVO_DATA_DIR).`
    default:
      return null
  }
}
