import { ModelRefused } from '../../classify/model/model-file.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { type RefusalCode, TrainingRefused } from '../../training/training-refused.ts'
import { exitCode } from '../command.ts'

const codes: Record<RefusalCode, number> = {
  usage: exitCode.usage,
  'not-found': exitCode.notFound,
  unusable: exitCode.failed,
  busy: exitCode.conflict,
  later: exitCode.later,
  store: exitCode.store,
  stopped: exitCode.failed,
}

/** Does `work`; a model or a file that cannot be used is told in its own words, and becomes an exit code. */
export const tellingRefusal = async (terminal: Terminal, work: () => Promise<number>): Promise<number> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TrainingRefused || error instanceof ModelRefused) {
      terminal.stderr.write(`relevo: ${plainText(error.message)}\n`)
      return error instanceof TrainingRefused ? codes[error.code] : exitCode.failed
    }
    if (!isFromDisk(error)) throw error
    terminal.stderr.write(
      `relevo: ${plainText(error.path)} cannot be used (${error.code}). Look at its place, its rights and the space on the disk.\n`,
    )
    return exitCode.failed
  }
}

const isFromDisk = (error: unknown): error is Error & { code: string; path: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  'path' in error &&
  typeof error.path === 'string'
