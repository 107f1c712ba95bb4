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
  // Who reads no further (`| head`) has what was wanted.
  process.stdout.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error
  })
  const { runCommand } = await import('./commands/run-command.ts')
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    // Looked at when it is wanted: opening it would keep a service's standard input in use.
    get stdin() {
      return process.stdin
    },
  })
}
