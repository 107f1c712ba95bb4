import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { type AttachmentsConfig, attachmentsSchema } from '../../schemas/delivery-configuration.ts'
import { createAttachmentFetcher } from '../../src/bridge/fetch-attachments.ts'
import { systemClock } from '../../src/ops/clock.ts'

const quiet = new AbortController().signal
const link = (url: string, name: string | null = null) => ({ url, name })

const serve = async (t: Test, listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const createFetcher = (t: Test, over: Partial<AttachmentsConfig> = {}) => {
  const config = { ...attachmentsSchema.parse({}), allowPrivateAddresses: true, ...over }
  const fetcher = createAttachmentFetcher({ config, clock: systemClock })
  t.teardown(() => fetcher.close())
  return fetcher
}

/** A small site with a file for every case. */
const site = (t: Test, seen: { path: string; headers: Record<string, unknown> }[] = []) =>
  serve(t, (request, response) => {
    const path = request.url ?? ''
    seen.push({ path, headers: request.headers })
    if (path === '/photo.png') return response.writeHead(200, { 'content-type': 'image/png' }).end('png')
    if (path === '/disposition') {
      const disposition = 'attachment; filename="informe.pdf"'
      return response
        .writeHead(200, { 'content-type': 'application/pdf', 'content-disposition': disposition })
        .end('pdf')
    }
    if (path === '/page') return response.writeHead(200, { 'content-type': 'text/html' }).end('<script>')
    if (path === '/packed.txt') {
      return response
        .writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' })
        .end(gzipSync('x'.repeat(100_000)))
    }
    if (path === '/endless.txt') {
      response.writeHead(200, { 'content-type': 'text/plain' })
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1)
      return response.on('close', () => clearInterval(timer))
    }
    if (path === '/slow.txt') return response.writeHead(200, { 'content-type': 'text/plain' }).write('a')
    if (path === '/silent') return undefined
    if (path === '/cut.txt') {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' }).write('a')
      return setTimeout(() => response.destroy(), 5)
    }
    const redirect = /^\/redirect\/(\d+)$/.exec(path)
    if (redirect !== null) {
      const left = Number(redirect[1])
      const location = left === 0 ? '/photo.png' : `/redirect/${left - 1}`
      return response.writeHead(302, { location }).end()
    }
    if (path.startsWith('/to?'))
      return response.writeHead(307, { location: decodeURIComponent(path.slice(4)) }).end()
    return response.writeHead(404).end('nothing here')
  })

t.test('fetches files with their names and types, and sends nothing that could identify us', async (t) => {
  const seen: { path: string; headers: Record<string, unknown> }[] = []
  const base = await site(t, seen)
  const fetched = await createFetcher(t).fetch(
    [
      link(`${base}/photo.png`),
      link(`${base}/disposition`),
      link(`${base}/photo.png`, 'mi foto'),
      link(`${base}/redirect/0`),
    ],
    quiet,
  )
  t.same(fetched.failed, [])
  t.same(
    fetched.files.map(({ name, contentType, bytes }) => [name, contentType, Buffer.from(bytes).toString()]),
    [
      ['photo.png', 'image/png', 'png'],
      ['informe.pdf', 'application/pdf', 'pdf'],
      ['mi foto.png', 'image/png', 'png'],
      ['photo (2).png', 'image/png', 'png'],
    ],
  )
  for (const { headers } of seen) {
    t.same(Object.keys(headers).sort(), ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
    t.equal(headers['accept-encoding'], 'identity')
  }
})

t.test('names each file that cannot be had, with the reason, and still brings the others', async (t) => {
  const base = await site(t)
  const cases: [string, string][] = [
    [`${base}/missing.png`, 'http-error'],
    [`${base}/page`, 'type-not-allowed'],
    [`${base}/packed.txt`, 'type-not-allowed'],
    [`${base}/cut.txt`, 'unreachable'],
    [`${base}/redirect/3`, 'too-many-redirects'],
    [`${base}/to?${encodeURIComponent('ftp://x.example/a')}`, 'bad-link'],
    [`${base}/to?${encodeURIComponent('http://:::')}`, 'bad-link'],
    ['http://127.0.0.1:1/refused.png', 'unreachable'],
    ['ftp://x.example/a.png', 'bad-link'],
    ['file:///etc/passwd', 'bad-link'],
    ['javascript:alert(1)', 'bad-link'],
    ['http://user:secret@x.example/a.png', 'bad-link'],
    ['not a link', 'bad-link'],
  ]
  const fetcher = createFetcher(t, { maxFiles: 20 })
  const { files, failed } = await fetcher.fetch(
    [...cases.map(([url]) => link(url)), link(`${base}/redirect/2`)],
    quiet,
  )
  t.same(
    failed.map(({ url, fault }) => [url, fault]),
    cases,
  )
  t.equal(files.length, 1, 'three redirects are followed')
})

t.test('stops reading when the room for all files is used up', async (t) => {
  const base = await site(t)
  const { files, failed } = await createFetcher(t, { maxBytes: 50_000 }).fetch(
    [link(`${base}/endless.txt`), link(`${base}/photo.png`)],
    quiet,
  )
  t.match(failed, [{ name: 'endless.txt', fault: 'too-large' }])
  t.match(files, [{ name: 'photo.png' }])
})

t.test('gives up when the time is over, keeping what came', async (t) => {
  const base = await site(t)
  const { files, failed } = await createFetcher(t, { timeout: 80 }).fetch(
    [link(`${base}/slow.txt`), link(`${base}/silent`), link(`${base}/photo.png`)],
    quiet,
  )
  t.match(failed, [{ fault: 'timeout' }, { fault: 'timeout' }])
  t.match(files, [{ name: 'photo.png' }])
})

t.test('ends early when the caller stops', async (t) => {
  const base = await site(t)
  const caller = new AbortController()
  const fetching = createFetcher(t).fetch([link(`${base}/silent`)], caller.signal)
  setTimeout(() => caller.abort(), 10)
  t.match(await fetching, { failed: [{ fault: 'timeout' }] })
})

t.test('fetches no more files than allowed, and none at all when switched off', async (t) => {
  const base = await site(t)
  const links = [1, 2, 3].map(() => link(`${base}/photo.png`))
  t.match(await createFetcher(t, { maxFiles: 2 }).fetch(links, quiet), {
    files: { length: 2 },
    failed: [{ fault: 'too-many-files' }],
  })
  t.match(await createFetcher(t, { fetch: false }).fetch(links, quiet), {
    files: { length: 0 },
    failed: [{ fault: 'not-fetched' }, { fault: 'not-fetched' }, { fault: 'not-fetched' }],
  })
  t.same(await createFetcher(t).fetch([], quiet), { files: [], failed: [] })
})

t.test('never reaches a private address: not by number, by name, or by a redirect', async (t) => {
  const seen: { path: string; headers: Record<string, unknown> }[] = []
  const base = await site(t, seen)
  const port = new URL(base).port
  const { files, failed } = await createFetcher(t, { allowPrivateAddresses: false }).fetch(
    [
      link(`${base}/photo.png`),
      link(`http://localhost:${port}/photo.png`),
      link(`http://[::1]:${port}/photo.png`),
      link(`http://[::ffff:127.0.0.1]:${port}/photo.png`),
      link(`http://2130706433:${port}/photo.png`),
      link(`http://0x7f.1:${port}/photo.png`),
      link('http://169.254.169.254/latest/meta-data/'),
    ],
    quiet,
  )
  t.same(files, [])
  t.same([...new Set(failed.map(({ fault }) => fault))], ['address-not-allowed'])
  t.equal(failed.length, 7)
  t.same(seen, [])
})
