// Runs tap, holds the coverage floors when the whole suite ran, and closes with one line of totals. Arguments go to tap.
import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { checkCoverage } from './check-coverage.ts'
import { parseTapTotals } from './tap-totals.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const outputFile = `${root}.tap/run.tap`
const given = process.argv.slice(2)
const reporter = given.some((argument) => argument.startsWith('--reporter'))
  ? []
  : // Away from a terminal: failures only, without lines that overwrite themselves.
    [`--reporter=${process.stdout.isTTY ? 'base' : 'min'}`]

const runTap = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const tap = spawn(
      process.execPath,
      ['node_modules/tap/dist/esm/run.mjs', 'run', `--output-file=${outputFile}`, ...reporter, ...given],
      { cwd: root, stdio: 'inherit' },
    )
    tap.on('error', reject)
    // A run that was killed has no code.
    tap.on('exit', (code) => resolve(code ?? 1))
  })

await mkdir(`${root}.tap`, { recursive: true })
await rm(outputFile, { force: true })
const exitCode = await runTap()
const covered = given.length > 0 || exitCode !== 0 ? null : await checkCoverage()
const totals = parseTapTotals(await readFile(outputFile, 'utf8').catch(() => ''))
if (totals === null) console.log('tap ended without a summary.')
else if (exitCode !== 0 && totals.failed === 0) console.log(`tap ended with exit code ${exitCode}.`)
process.exitCode = exitCode !== 0 || covered === false || totals === null ? 1 : 0
if (totals !== null) console.log(`${totals.passed} passed, ${totals.failed} failed`)
