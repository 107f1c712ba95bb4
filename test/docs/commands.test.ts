import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { type Fence, fences } from './fences.ts'
import { startDocumentedService } from './start-documented-service.ts'

const run = promisify(execFile)

// --norc: bash takes a piped standard input for a remote shell's, and would read the machine's settings.
const bash = (flags: string[], command: string, env?: Record<string, string>) =>
  run('bash', ['--norc', ...flags, '-c', command], { ...(env === undefined ? {} : { env }) })

const keysOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, keysOf(child)]))
    : typeof value

/** The example answer that follows a command, if one does. */
const shownAnswer = (all: Fence[], command: Fence): string | undefined => {
  const next = all[all.indexOf(command) + 1]
  return next?.info === 'json' && next.file === command.file && /"ok": ?true/.test(next.body)
    ? next.body
    : undefined
}

t.test('every command of the documents works, and answers what is shown', async (t) => {
  const { env } = await startDocumentedService(t)
  const all = fences()
  const commands = new Map(all.filter(({ info }) => info === 'sh').map((fence) => [fence.body, fence]))
  for (const command of commands.values()) {
    const place = `${command.file}:${command.line}`
    const { stdout, stderr } = await bash(['-euo', 'pipefail'], command.body, env)
    t.notMatch(stdout, '"ok":false', `${place} is not refused`)
    t.equal(stderr, '', `${place} complains of nothing`)
    const shown = shownAnswer(all, command)
    if (shown !== undefined)
      t.same(keysOf(JSON.parse(stdout)), keysOf(JSON.parse(shown)), `${place} answers so`)
  }
})

t.test('commands that are not run are at least well-formed', async (t) => {
  for (const { file, line, info, body } of fences()) {
    if (info === 'sh norun') await t.resolves(bash(['-n'], body), `${file}:${line}`)
  }
})
