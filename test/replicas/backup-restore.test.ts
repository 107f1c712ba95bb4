// What docs/scaling.md says of backup and restore, done.
import { execFileSync } from 'node:child_process'
import t from 'tap'
import { startPostgres } from '../postgres/start-postgres.ts'
import { systemPostgres } from '../postgres/system-postgres.ts'
import { getJson, postHandoff, startService } from '../start-service.ts'

const found = systemPostgres()
const missing = 'missing' in found ? found.missing : false
if (missing !== false && process.env['CI'] === 'true') t.fail(missing)

const handoff = (number: number) => ({
  user_email: `person-${number}@example.com`,
  conversation_summary: `Petición número ${number}: ¿dónde está mi pedido? 📦`,
  subject: `Petition ${number}`,
  message_id: `petition-${number}`,
})

t.test('a dump taken while the service runs, restored into a new database', { skip: missing }, async (t) => {
  if ('missing' in found) return
  const tool = (name: string, ...given: string[]) =>
    execFileSync(`${found.native}/bin/${name}`, given, { stdio: ['ignore', 'pipe', 'pipe'] })
  const server = await startPostgres({ native: found.native })
  t.teardown(() => server.close())
  const address = (database: string): string => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    return url.href
  }
  tool('psql', '--quiet', '-c', 'create database relevo', server.url)
  tool('psql', '--quiet', '-c', 'create database restored', server.url)
  const service = await startService(t, { databaseUrl: address('relevo') })
  for (let number = 0; number < 5; number++) {
    t.equal((await postHandoff(service, handoff(number), { wait: 20 })).status, 201)
  }
  const before = await getJson(service, '/v1/custody')

  const file = `${t.testdir()}/relevo.dump`
  tool('pg_dump', '--format=custom', `--file=${file}`, address('relevo'))
  t.equal((await postHandoff(service, handoff(5), { wait: 20 })).status, 201, 'it goes on meanwhile')
  tool('pg_restore', '--exit-on-error', '--no-owner', `--dbname=${address('restored')}`, file)

  const restored = await startService(t, { databaseUrl: address('restored'), beside: service })
  t.same(await getJson(restored, '/v1/custody'), before, 'the sum of the moment of the dump')
  const again = await postHandoff(restored, handoff(2), { wait: 20 })
  t.match(await again.json(), { duplicate: true, status: 'delivered' }, 'what was delivered stays so')
  t.equal((await postHandoff(restored, handoff(6), { wait: 20 })).status, 201, 'and it goes on')
  t.equal(service.sandbox.account.tickets.size, 7)
})
