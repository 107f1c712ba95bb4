#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

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
  const { runCommand } = await import('./commands/run-command.ts')
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
  })
}
