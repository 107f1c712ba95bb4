import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))

/**
 * Runs the TypeScript compiler; `''` when it finds nothing, else what it says. Without the loader that the test runner puts into
 * every child's NODE_OPTIONS, also into one whose environment has none: the compiler cannot be loaded with it.
 */
export const runCompiler = (args: string[], cwd: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      'env',
      ['-u', 'NODE_OPTIONS', process.execPath, compiler, ...args],
      { cwd },
      (error, stdout, stderr) => resolve(error === null ? '' : stdout || stderr || error.message),
    )
  })
