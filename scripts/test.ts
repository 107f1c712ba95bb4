// Runs tap, with one PostgreSQL for the whole run, and closes with one line of totals. With `--coverage` the coverage of the whole suite
// is measured, too, and its floors are held. Other arguments go to tap.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { childProcesses } from '../test/postgres/child-processes.ts'
import { type PostgresServer, startPostgres } from '../test/postgres/start-postgres.ts'
import { checkCoverage } from './check-coverage.ts'
import { parseTapTotals } from './tap-totals.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const outputFile = `${root}.tap/run.tap`
const libraries = new URL('leave-out-libraries.ts', import.meta.url).href
const quicker = {
  // Hundreds of processes load the same files; each would take the types out of them and compile them anew.
  NODE_COMPILE_CACHE: `${root}.tap/compiled`,
  // In front of tap's own, which it puts on the command line.
  NODE_OPTIONS: `--import=${libraries} ${process.env['NODE_OPTIONS'] ?? ''}`.trim(),
}
const given = process.argv.slice(2).filter((argument) => argument !== '--coverage')
const reporter = given.some((argument) => argument.startsWith('--reporter'))
  ? []
  : // Away from a terminal: failures only, without lines that overwrite themselves.
    [`--reporter=${process.stdout.isTTY ? 'base' : 'min'}`]

// What is counted is not optimised by the engine: training and the like take several times as long, and the whole run twice.
const isCounted = process.argv.includes('--coverage') && given.length === 0
const coverage = isCounted ? [] : ['--disable-coverage']

const graceMs = 3000

let tap: ChildProcess | undefined
let stopped: NodeJS.Signals | undefined

/**
 * The first signal goes on to tap. Its test processes do not always end by it, so that after a while they and all they have
 * started are killed. The second signal waits for nothing. In each case the server ends, at the latest with us.
 */
const onSignal = (signal: NodeJS.Signals) => {
  if (tap?.pid === undefined) process.exit(1)
  const { pid } = tap
  if (stopped !== undefined) {
    killTree(pid)
    process.exit(1)
  }
  stopped = signal
  tap.kill(signal)
  setTimeout(() => killTree(pid), graceMs).unref()
}

const killTree = (pid: number): void => {
  const children = childProcesses(pid)
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
  for (const child of children) killTree(child)
}

process.on('SIGINT', onSignal)
process.on('SIGTERM', onSignal)

const runTap = (environment: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    tap = spawn(
      process.execPath,
      [
        'node_modules/tap/dist/esm/run.mjs',
        'run',
        `--output-file=${outputFile}`,
        ...coverage,
        ...reporter,
        ...given,
      ],
      { cwd: root, stdio: 'inherit', env: { ...process.env, ...quicker, ...environment } },
    )
    tap.on('error', reject)
    // A run that was killed has no code.
    tap.on('exit', (code) => resolve(stopped === undefined ? (code ?? 1) : 1))
  })

/** Where it cannot run, the tests that need it skip; not in CI, where nothing may go untested unseen. */
const startDatabase = async (): Promise<{ server?: PostgresServer; environment: Record<string, string> }> => {
  if ((process.env['TEST_DATABASE_URL'] ?? '') !== '') return { environment: {} }
  try {
    const server = await startPostgres()
    return { server, environment: { TEST_DATABASE_URL: server.url } }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (process.env['CI'] === 'true') {
      console.error(`The tests need a PostgreSQL; TEST_DATABASE_URL can name one. ${reason}`)
      process.exit(1)
    }
    console.log(`The tests that need PostgreSQL are skipped; TEST_DATABASE_URL can name one. ${reason}`)
    return { environment: { TEST_DATABASE_MISSING: reason } }
  }
}

await mkdir(`${root}.tap`, { recursive: true })
await rm(outputFile, { force: true })
const { server, environment } = await startDatabase()
let exitCode: number
try {
  exitCode = await runTap(environment)
} finally {
  await server?.close()
}
const covered = isCounted && exitCode === 0 ? await checkCoverage() : null
const totals = parseTapTotals(await readFile(outputFile, 'utf8').catch(() => ''))
if (totals === null) console.log('tap ended without a summary.')
else if (exitCode !== 0 && totals.failed === 0) console.log(`tap ended with exit code ${exitCode}.`)
process.exitCode = exitCode !== 0 || covered === false || totals === null ? 1 : 0
if (totals !== null) console.log(`${totals.passed} passed, ${totals.failed} failed`)
