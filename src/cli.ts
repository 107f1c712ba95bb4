#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

// Nothing of ours is imported before the check: the modules behind need syntax and built-ins that an older Node lacks.
const major = Number.parseInt(process.versions.node, 10)

if (major < 24) {
  process.stderr.write(
    `relevo needs Node.js 24 or later; this is ${process.versions.node}.\n` +
      'Install it from https://nodejs.org, or use the Docker image.\n',
  )
  process.exitCode = 1
} else {
  // Halves the time to start from the second start on; where no cache can be written, nothing changes.
  enableCompileCache()
  // Loading makes much short-lived garbage. Without this V8 grows its nursery for it and keeps 30 MB that an idle service
  // never uses; `serve` lifts it when loading is over.
  setFlagsFromString('--semi-space-growth-factor=1')
  let isLost = false
  process.stdout.on('error', (error) => {
    const code = 'code' in error ? error.code : error.name
    // Who reads no further (`| head`) has what was wanted.
    if (code === 'EPIPE' || isLost) return
    isLost = true
    process.exitCode = 1
    process.stderr.write(`relevo: what came of it could not be written to standard output (${code}).\n`)
  })
  const { runCommand } = await import('./commands/run-command.ts')
  const exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    // Looked at when it is wanted: opening it would keep a service's standard input in use.
    get stdin() {
      return process.stdin
    },
  })
  process.exitCode = isLost ? exitCode || 1 : exitCode
}
