// npm run bench:classify: Relevo's classifier beside its peers, one table. What it takes is in ./options.ts, or `-- --help`.
import { runBench } from './bench.ts'
import { parseOptions, usage } from './options.ts'
import { renderTerminal } from './render-table.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort(new Error('Stopped. What was measured is kept; --resume goes on.')))

/** Resolves with the code to end with. */
const run = async (): Promise<number> => {
  const options = parseOptions(process.argv.slice(2))
  if (options === 'help') {
    process.stdout.write(usage)
    return 0
  }
  const end = await runBench(options, { env: process.env, signal: stop.signal })
  if (end.kind === 'no-data') {
    process.stderr.write(`There are no data sets in ${end.folder}. Set RELEVO_DATA_SETS to where they are.\n`)
    return 3
  }
  process.stdout.write(`\n${renderTerminal(end.table, end.title)}\n  ${end.files.join('\n  ')}\n`)
  return end.table.isFailed ? 1 : 0
}

try {
  process.exitCode = await run()
} catch (error) {
  if (!stop.signal.aborted && !(error instanceof TypeError)) throw error
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = stop.signal.aborted ? 130 : 2
}
