import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { connect as connectSocket, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import t, { type Test } from 'tap'
import { findPostgres } from './find-postgres.ts'
import { makeCluster } from './make-cluster.ts'
import { pickPort } from './pick-port.ts'
import { postgresMissing } from './postgres-missing.ts'
import { postgresUser } from './postgres-user.ts'
import { startPostgres } from './start-postgres.ts'

const skip = postgresMissing()

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const refuses = async (port: number): Promise<boolean> => {
  const socket = connectSocket(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return false
  } catch {
    return true
  } finally {
    socket.destroy()
  }
}

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await sleep(20)
}

t.test('a server of its own', { skip }, async (t) => {
  const server = await startPostgres({ settings: { work_mem: '3MB' } })
  t.teardown(() => server.close())
  await query(server.url, 'create table kept (round text)')

  await t.test('takes further settings', async (t) => {
    t.same(await query(server.url, 'show work_mem'), [{ work_mem: '3MB' }])
  })

  for (const mode of ['fast', 'immediate', 'kill'] as const)
    await t.test(`is at its port with its data after a restart (${mode})`, async (t) => {
      const client = new pg.Client({ connectionString: server.url })
      const lost = new Promise<void>((resolve) => client.on('error', () => resolve()))
      await client.connect()
      await client.query(`insert into kept values ('${mode}')`)
      await server.restart(mode)
      await lost
      t.same(await query(server.url, `select * from kept where round = '${mode}'`), [{ round: mode }])
    })

  await t.test('refuses connections from a stop to the next start', async (t) => {
    await server.stop()
    t.ok(await refuses(server.port))
    await server.stop()
    await server.start()
    await server.start()
    t.same(await query(server.url, 'select 1 as one'), [{ one: 1 }])
  })

  await t.test('answers nothing while it is frozen, and then everything', async (t) => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    server.freeze()
    let answered = false
    const answer = client.query('select 1 as one').then(({ rows }) => {
      answered = true
      return rows
    })
    // Five times as long as the server takes to start: a query of a server that runs takes a few ms.
    await sleep(300)
    t.notOk(answered)
    server.thaw()
    t.same(await answer, [{ one: 1 }])
    await client.end()
  })

  await t.test('is gone with its data when it is closed, even frozen', async (t) => {
    server.freeze()
    await server.close()
    t.ok(await refuses(server.port))
    t.notOk(existsSync(server.dataDir))
    await server.close()
  })
})

t.test('a server that cannot start says why and leaves nothing', { skip }, async (t) => {
  const parent = t.testdir()
  await t.rejects(startPostgres({ settings: { no_such_setting: '1' } }), { message: /no_such_setting/ })
  await t.rejects(startPostgres({ parent: `${parent}/missing` }), { message: /ENOENT/ })
})

t.test('a free port is one where nobody listens', async (t) => {
  const port = await pickPort()
  t.ok(port >= 15_000 && port < 32_000)
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.close()
})

const startInChild = (t: Pick<Test, 'teardown'>, ...arguments_: string[]) => {
  const program = fileURLToPath(new URL('start-and-wait.ts', import.meta.url))
  const child = spawn(process.execPath, [program, ...arguments_], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

for (const state of ['running', 'frozen'])
  t.test(
    `a server (${state}) does not outlive a process that is killed, nor does its data`,
    { skip },
    async (t) => {
      const child = startInChild(t, state)
      const [line] = await once(createInterface({ input: child.stdout }), 'line')
      const { port, dataDir } = JSON.parse(line)
      t.notOk(await refuses(port), 'it runs')
      child.kill('SIGKILL')
      await until(() => refuses(port))
      await until(() => !existsSync(dataDir))
      t.pass('it is gone')
    },
  )

t.test('nothing is left of a server whose starter is killed before it is there', { skip }, async (t) => {
  const parent = await mkdtemp(join(tmpdir(), 'relevo-test-'))
  t.teardown(() => rm(parent, { recursive: true, force: true }))
  // The server's user must be able to enter it.
  await chmod(parent, 0o755)
  const child = startInChild(t, 'running', parent)
  // A folder may go while it is being looked through.
  const inside = () =>
    readdir(parent, { recursive: true }).then(
      ({ length }) => length,
      () => Number.NaN,
    )
  // Some files of initdb, which makes about a thousand.
  await until(async () => (await inside()) > 100)
  child.kill('SIGKILL')
  await until(async () => (await inside()) === 0)
  t.pass('nothing is left')
})

const isRoot = process.getuid?.() === 0

t.test('binaries that the server cannot reach are copied', { skip: skip || !isRoot }, async (t) => {
  const found = findPostgres()
  if (!found.found) throw new Error(found.reason)
  const closed = await mkdtemp(join(tmpdir(), 'relevo-test-'))
  t.teardown(() => rm(closed, { recursive: true, force: true }))
  const native = join(closed, 'native')
  await symlink(found.binaries.native, native)
  const watchdog = { guard: () => {}, watch: () => {} }
  const cluster = await makeCluster({ native, user: postgresUser(), password: 'any', watchdog })
  t.not(cluster.native, native)
  t.equal(cluster.folders.length, 2)
  t.ok(existsSync(join(cluster.dataDir, 'PG_VERSION')))
  for (const folder of cluster.folders) await rm(folder, { recursive: true })
})
