import { X509Certificate } from 'node:crypto'
import pg from 'pg'
import t from 'tap'
import { makeCertificates } from './make-certificates.ts'
import { postgresMissing } from './postgres-missing.ts'
import { startPostgres } from './start-postgres.ts'

const certificates = await makeCertificates({ clientName: 'relevo_by_certificate' })

/** Who the server says we are, by the URL's parameters alone. */
const whoAmI = async (url: URL): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url.href })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(
      'select current_user as name, ssl from pg_stat_ssl where pid = pg_backend_pid()',
    )
    return rows[0]
  } finally {
    await client.end()
  }
}

t.test('the certificates are of the authority, for their use, and new each time', async (t) => {
  const authority = new X509Certificate(certificates.authority)
  const server = new X509Certificate(certificates.server.certificate)
  t.ok(authority.ca)
  t.ok(server.verify(authority.publicKey))
  t.ok(server.checkIP('127.0.0.1') !== undefined && server.checkHost('localhost') !== undefined)
  t.equal(server.checkHost('example.com'), undefined)
  t.notOk(server.ca)
  t.not((await makeCertificates({ clientName: 'other' })).authority, certificates.authority)
})

t.test('a server with TLS', { skip: postgresMissing() }, async (t) => {
  const stranger = await makeCertificates({ clientName: 'relevo_by_certificate' })
  const { authority } = certificates
  const server = await startPostgres({
    tls: { ...certificates.server, clients: { authority, user: 'relevo_by_certificate' } },
  })
  t.teardown(() => server.close())
  const folder = t.testdir({
    'authority.crt': authority,
    'stranger.crt': stranger.authority,
    'client.crt': certificates.client.certificate,
    'client.key': certificates.client.key,
    'false-client.crt': stranger.client.certificate,
    'false-client.key': stranger.client.key,
  })
  const address = (parameters: Record<string, string>, user?: string) => {
    const url = new URL(server.url)
    if (user !== undefined) [url.username, url.password] = [user, '']
    for (const [name, value] of Object.entries(parameters))
      url.searchParams.set(name, name === 'sslmode' ? value : `${folder}/${value}`)
    return url
  }
  const full = { sslmode: 'verify-full', sslrootcert: 'authority.crt' }

  await t.test('is trusted by its authority', async (t) => {
    t.same(await whoAmI(address(full)), { name: 'postgres', ssl: true })
    const byName = address(full)
    byName.hostname = 'localhost'
    t.same(await whoAmI(byName), { name: 'postgres', ssl: true })
  })

  await t.test('is not trusted without it, nor by another one', async (t) => {
    await t.rejects(whoAmI(address({ sslmode: 'verify-full' })), { code: /SELF_SIGNED|UNABLE_TO/ })
    await t.rejects(whoAmI(address({ ...full, sslrootcert: 'stranger.crt' })), { message: /certificate/ })
  })

  await t.test('refuses a connection without TLS', async (t) => {
    await t.rejects(whoAmI(address({})), { code: '28000' })
  })

  await t.test('knows a client by its certificate', async (t) => {
    const own = { ...full, sslcert: 'client.crt', sslkey: 'client.key' }
    t.same(await whoAmI(address(own, 'relevo_by_certificate')), { name: 'relevo_by_certificate', ssl: true })
  })

  await t.test('refuses that client without a certificate, and with one of another authority', async (t) => {
    await t.rejects(whoAmI(address(full, 'relevo_by_certificate')), { code: '28000' })
    const foreign = { ...full, sslcert: 'false-client.crt', sslkey: 'false-client.key' }
    await t.rejects(whoAmI(address(foreign, 'relevo_by_certificate')), {
      code: /^(ERR_SSL_|ECONNRESET|EPIPE)/,
    })
  })
})
