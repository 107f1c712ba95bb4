import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A Python that has scikit-learn: the first in PATH, else Debian's own, which a version manager may hide. Null: none has. */
export const findPython = async (): Promise<string | null> => {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      await run(python, ['-c', 'import sklearn'], { timeout: 60_000 })
      return python
    } catch {
      // Not there, or without scikit-learn.
    }
  }
  return null
}
