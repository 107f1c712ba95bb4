import { getResponse } from 'msw'
import t from 'tap'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

const form = (parts: [name: string, value: string | Blob, file?: string][]): FormData => {
  const data = new FormData()
  for (const [name, value, file] of parts) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, value, file)
  }
  return data
}

const basic: [string, string][] = [
  ['email', 'ana@example.com'],
  ['subject', 'Broken'],
  ['description', 'See the picture'],
]

t.test('in multipart texts become numbers, lists and custom fields', async (t) => {
  const { call, account } = openSandbox({
    groups: [{ name: 'Billing' }],
    fields: {
      custom: [
        { name: 'cf_number', kind: 'number' },
        { name: 'cf_check', kind: 'checkbox' },
        { name: 'cf_text', kind: 'text' },
      ],
    },
  })
  const [group] = account.groups.keys()
  const reply = await call(
    'POST',
    '/tickets',
    form([
      ...basic,
      ['status', '3'],
      ['priority', '4'],
      ['group_id', String(group)],
      ['tags[]', 'one'],
      ['tags[]', 'two'],
      ['custom_fields[cf_number]', '12'],
      ['custom_fields[cf_check]', 'true'],
      ['custom_fields[cf_text]', ''],
      ['attachments[]', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt'],
    ]),
  )
  t.equal(reply.status, 201)
  t.match(reply.body, {
    status: 3,
    priority: 4,
    group_id: group,
    tags: ['one', 'two'],
    custom_fields: { cf_number: 12, cf_check: true, cf_text: null },
    attachments: [{ name: 'hello.txt', size: 5, content_type: 'text/plain' }],
  })
})

t.test('what is no number is refused there too', async (t) => {
  const { call } = openSandbox()
  const reply = await call('POST', '/tickets', form([...basic, ['status', 'open'], ['nope', '1']]))
  t.same(errorsOf(reply), ['nope invalid_field', 'status datatype_mismatch'])
})

t.test('a body that is not multipart is refused', async (t) => {
  const { call } = openSandbox()
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  t.equal((await call('POST', '/tickets', 'nonsense', { headers })).status, 400)
})

t.test('a file under another name is an unknown field', async (t) => {
  const { call } = openSandbox()
  const reply = await call('POST', '/tickets', form([...basic, ['picture', new Blob(['x']), 'x.png']]))
  t.same(errorsOf(reply), ['picture invalid_field'])
})

t.test('an attachment is fetched from a signed address that runs out', async (t) => {
  const { call, clock, sandbox } = openSandbox()
  const file: [string, Blob, string] = ['attachments[]', new Blob(['bytes']), 'ñ /x.bin']
  const { body } = await call('POST', '/tickets', form([...basic, file]))
  const [{ attachment_url: url }] = body.attachments
  const fetchFile = async (address: string) => getResponse(sandbox.handlers, new Request(address))
  const response = await fetchFile(url)
  t.equal(response?.status, 200)
  t.equal(await response?.text(), 'bytes')
  t.equal(response?.headers.get('content-disposition'), 'attachment')
  t.equal((await fetchFile(url.replace(/Signature=.{4}/, 'Signature=AAAA')))?.status, 403)
  t.equal((await fetchFile(url.split('?')[0]))?.status, 403)
  clock.advance(301_000)
  t.equal((await fetchFile(url))?.status, 403)
  const again = (await call('GET', '/tickets/1')).body.attachments[0].attachment_url
  t.equal((await fetchFile(again))?.status, 200)
  t.equal((await call('DELETE', `/attachments/${body.attachments[0].id}`)).status, 204)
  t.equal((await fetchFile(again))?.status, 404)
  t.same((await call('GET', '/tickets/1')).body.attachments, [])
  t.equal((await call('DELETE', '/attachments/1')).status, 404)
})

t.test('all attachments of a ticket together are limited, its conversation included', async (t) => {
  const { call } = openSandbox({ maxAttachmentBytes: 1000 })
  const file = (size: number): [string, Blob, string] => ['attachments[]', new Blob(['x'.repeat(size)]), 'x']
  t.same(errorsOf(await call('POST', '/tickets', form([...basic, file(600), file(600)]))), [
    'attachments invalid_value',
  ])
  t.equal((await call('POST', '/tickets', form([...basic, file(600)]))).status, 201)
  const note = (size: number) => call('POST', '/tickets/1/notes', form([['body', 'x'], file(size)]))
  t.equal((await note(300)).status, 201)
  t.equal((await note(300)).status, 400)
  t.equal((await call('PUT', '/tickets/1', form([file(300)]))).status, 400)
  const updated = await call('PUT', '/tickets/1', form([file(50)]))
  t.equal(updated.body.attachments.length, 2, 'files are added to those there')
})

t.test('20 MB is the limit', async (t) => {
  const { call } = openSandbox()
  const file = (bytes: number): [string, Blob, string] => [
    'attachments[]',
    new Blob([Buffer.alloc(bytes)]),
    'x',
  ]
  t.equal((await call('POST', '/tickets', form([...basic, file(20 * 2 ** 20)]))).status, 201)
  t.equal((await call('POST', '/tickets', form([...basic, file(20 * 2 ** 20 + 1)]))).status, 400)
})

t.test('multipart is taken only where files are', async (t) => {
  const { call } = openSandbox()
  await call('POST', '/tickets', newTicket())
  t.equal((await call('PUT', '/tickets/merge', form([['primary_id', '1']]))).status, 415)
})
