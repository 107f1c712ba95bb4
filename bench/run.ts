// npm run bench              all of them, with the bars of the project
// npm run bench -- NAME      one: accept, drain, kill, outages, disk-full, repeats, start
// Ends with code 1 when a bar is not met.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { measureAccept } from './accept.ts'
import { measureDiskFull } from './disk-full.ts'
import { measureDrain } from './drain.ts'
import { measureKills } from './kill.ts'
import { measureOutage, type Trouble } from './outages.ts'
import { showProgress } from './progress.ts'
import { measureRepeats } from './repeats.ts'
import { atLeast, atMost, exactly, noted, printFindings } from './report.ts'
import { measureStart, type StartFigures } from './start.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const accept = async () => {
  const figures = await measureAccept({ rounds: 5, seconds: 5, connections: 64 })
  return printFindings('Accept, durable, 64 connections, beside bare Fastify with the same validation', [
    noted('bare Fastify, our validation, requests/s', figures.barePerSecond.toFixed(0)),
    noted('bare Fastify, ajv, requests/s', figures.ajvPerSecond.toFixed(0)),
    noted('Relevo, requests/s', figures.relevoPerSecond.toFixed(0)),
    atLeast('ratio to the same validation', figures.ratio, 0.5),
    noted('ratio to ajv', figures.ajvRatio.toFixed(2)),
    noted('p99 ms, bare / Relevo', `${figures.bareP99Ms} / ${figures.relevoP99Ms}`),
    atMost('p99 ratio', figures.p99Ratio, 3),
    exactly('not 2xx', figures.non2xx, 0),
    exactly('acknowledged but not in the ledger', figures.missing, 0),
  ])
}

const drain = async () => {
  const figures = await measureDrain({ handoffs: 500, limit: 100, windowMs: 10_000 })
  return printFindings('Drain of 500 hand-offs against a limit of 100 per 10 s', [
    noted('seconds', figures.seconds.toFixed(1)),
    noted('tickets', String(figures.tickets)),
    atLeast('part of the permitted rate', figures.utilisation, 0.98, 3),
    atMost('part of calls answered 429', figures.rateLimitedShare, 0.01, 4),
    atMost('calls a ticket', figures.callsPerTicket, 1.05, 3),
  ])
}

const kill = async () => {
  const restarts = 50
  const figures = await measureKills({
    restarts,
    actThenDrop: 0.1,
    actLate: 0.1,
    betweenKillsMs: [300, 2500],
    onProgress: (done) => showProgress(done, restarts, 'restarts'),
  })
  return printFindings('kill -9 at random moments under load, 10 % act-then-drop, 10 % act-late', [
    noted('restarts', String(figures.restarts)),
    noted('faults played', String(figures.lostAnswers)),
    noted('acknowledged', String(figures.acknowledged)),
    atLeast('delivered', figures.delivered, figures.acknowledged, 0),
    exactly('lost', figures.lost, 0),
    exactly('duplicates', figures.duplicates, 0),
    exactly('parked', figures.parked, 0),
    exactly('custody sum balanced', figures.balanced, true),
  ])
}

const outages = async () => {
  const verdicts: boolean[] = []
  for (const trouble of ['down', 'unauthorized', 'rate-limit-storm'] satisfies Trouble[]) {
    const figures = await measureOutage({ trouble, lastsMs: 60_000, handoffs: 120 })
    verdicts.push(
      printFindings(`Help desk in trouble for 60 s: ${trouble}`, [
        noted('acknowledged', String(figures.acknowledged)),
        exactly('not acknowledged', figures.refusedMeanwhile, 0),
        noted('calls meanwhile', String(figures.callsMeanwhile)),
        noted('seconds to drain', figures.drainSeconds.toFixed(1)),
        exactly('lost', figures.lost, 0),
        exactly('duplicates', figures.duplicates, 0),
        exactly('parked', figures.parked, 0),
        exactly('custody sum balanced', figures.balanced, true),
      ]),
    )
  }
  return verdicts.every(Boolean)
}

const diskFull = async () => {
  const figures = await measureDiskFull({ megabytes: 4 })
  if (figures.kind === 'skipped') {
    process.stdout.write(`\nDisk full: skipped, ${figures.why}\n`)
    return true
  }
  return printFindings('Disk full, then freed', [
    noted('acknowledged', String(figures.acknowledged)),
    atLeast('answered 503 while full', figures.refused, 1, 0),
    exactly('2xx while full and lost', figures.lost, 0),
    exactly('duplicates', figures.duplicates, 0),
    exactly('accepts again by itself', figures.recovered, true),
    exactly('custody sum balanced', figures.balanced, true),
  ])
}

const repeats = async () => {
  const figures = await measureRepeats({ handoffs: 200, times: 3 })
  return printFindings('Each hand-off posted 3 times, concurrently too', [
    noted('hand-offs / posts', `${figures.handoffs} / ${figures.posts}`),
    exactly('tickets', figures.tickets, figures.handoffs),
    exactly('lost', figures.lost, 0),
    exactly('duplicates', figures.duplicates, 0),
  ])
}

const start = async () => {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
  const compiled = await measureStart({ script: 'dist/src/cli.js', rounds: 5, idleMs: 3000 })
  const source = await measureStart({ script: 'src/cli.ts', rounds: 5, idleMs: 3000 })
  return printFindings('Process start to listening, idle memory', [
    noted('bare Fastify: ms, CPU ms, MB', startFigures(compiled.bare)),
    noted('very first start, no compile cache', startFigures(compiled.cold)),
    noted('as packaged, compile cache warm', startFigures(compiled.relevo)),
    noted('from source, compile cache warm', startFigures(source.relevo)),
    atMost('as packaged: start, ms', compiled.relevo.startMs, 500, 0),
    atMost('as packaged: idle memory, MB', compiled.relevo.idleMegabytes, 120, 0),
  ])
}

const startFigures = ({ startMs, cpuMs, idleMegabytes }: StartFigures): string =>
  [startMs, cpuMs, idleMegabytes].map((figure) => figure.toFixed(0)).join(', ')

const benches: Record<string, () => Promise<boolean>> = {
  accept,
  drain,
  kill,
  outages,
  'disk-full': diskFull,
  repeats,
  start,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => benches[name] === undefined)
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.\n`,
  )
  process.exit(2)
}
let met = true
for (const [name, run] of Object.entries(benches))
  if (asked.length === 0 || asked.includes(name)) met = (await run()) && met
process.exitCode = met ? 0 : 1
