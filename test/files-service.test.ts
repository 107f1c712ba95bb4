import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { startChild } from '../bench/child.ts'
import { benchEnvironment } from '../bench/relevo-under-test.ts'
import { post, waitUntilDrained } from '../bench/world.ts'

const configuration = `
sources:
  bench:
    authentication: { kind: secret, secrets: [bench-secret-0123456789] }
helpdesks:
  main: { vendor: files, dir: ./tickets, groups: [Soporte], concurrency: 4, timeouts: { request: 500ms } }
delivery: { lease: 1s, settle: 100ms, retryFirst: 50ms, retryCeiling: 200ms }
`

/** The subject of every ticket in the folder. */
const subjectsIn = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.md'))
    .map((name) => /^subject: (.*)$/m.exec(readFileSync(join(dir, name), 'utf8'))?.[1] ?? name)

t.test('kill -9 in the middle: hand-offs become files, each exactly one', async (t) => {
  const folder = t.testdir({ 'relevo.yaml': configuration })
  const dir = join(folder, 'tickets')
  const numbers = Array.from({ length: 40 }, (_, index) => index)
  let env = benchEnvironment(folder)
  const start = async () => {
    const child = await startChild('src/cli.ts', ['serve'], {
      env,
      isReady: (line) => line['msg'] === 'listening',
    })
    env = { ...env, PORT: new URL(String(child.ready['url'])).port }
    return child
  }
  const ticketsReach = async (count: number) => {
    while (subjectsIn(dir).length < count) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  let service = await start()
  const url = String(service.ready['url'])
  t.teardown(() => service.end())
  const acknowledged = await Promise.all(numbers.map((number) => post(url, number)))
  t.ok(acknowledged.every((id) => id !== null))
  for (const count of [4, 18]) {
    await ticketsReach(count)
    await service.end('SIGKILL')
    service = await start()
  }
  const custody = await waitUntilDrained(() => url, 20_000)
  t.match(custody, { received: 40, delivered: 40, parked: 0, balanced: true })
  t.same(subjectsIn(dir).toSorted(), numbers.map((number) => `Petition ${number}`).toSorted())
})

t.test('relevo check proves a folder, and tells what is wrong with one', async (t) => {
  const folder = t.testdir({ 'relevo.yaml': configuration, data: {} })
  const check = async (...args: string[]) => {
    const command = promisify(execFile)(process.execPath, ['src/cli.ts', 'check', '--json', ...args], {
      env: { ...benchEnvironment(folder), PATH: process.env['PATH'] ?? '' },
    })
    const { stdout } = await command.catch((error: { stdout: string }) => error)
    return JSON.parse(stdout)
  }
  t.match(await check('--send-test'), {
    ok: true,
    results: [
      { name: 'configuration' },
      { name: 'store' },
      { name: 'playbooks' },
      { name: 'main: credentials', status: 'ok', detail: /tickets can be read and written/ },
      { name: 'main: ticket fields' },
      { name: 'main: test hand-off', status: 'ok', detail: 'ticket #1 was made and removed again' },
    ],
  })
  t.same(subjectsIn(join(folder, 'tickets')), [])
  writeFileSync(join(folder, 'relevo.yaml'), configuration.replace('./tickets', './no/such/folder'))
  const { results } = await check()
  t.match(results.at(-1), {
    status: 'fail',
    detail: /not there \(ENOENT\)/,
    remedy: /helpdesks\.<name>\.dir/,
  })
})
