import t from 'tap'
import { createLineScrubber } from '../../src/ops/scrub-line.ts'

const scrub = createLineScrubber([])

t.test('blanks addresses in every writing', async (t) => {
  for (const address of [
    'ann@example.org',
    'ANN.LEE+x@mail.example.co.uk',
    'josé@correo.españa.es',
    'ann%40example.org',
    'a@b',
    `${'x'.repeat(64)}@example.org`,
  ])
    t.equal(scrub(JSON.stringify({ msg: `to ${address} now` })), '{"msg":"to [e-mail] now"}', address)
})

t.test('leaves other lines as they are', async (t) => {
  const line = JSON.stringify({ msg: 'a\nb', path: 'C:\\x', route: '/v1/handoffs/:id', n: 3 })
  t.equal(scrub(line), line)
})

t.test('does not break escapes beside an address', async (t) => {
  for (const text of [
    '\nann@example.org\n',
    '"ann@example.org"',
    '\u0001ann@example.org\\',
    'x\\ann@example.org',
  ]) {
    const scrubbed = scrub(JSON.stringify({ text }))
    t.match(JSON.parse(scrubbed), { text: /\[e-mail\]/ })
    t.notMatch(scrubbed, 'ann')
  }
})

t.test('blanks known secrets, the longest first, and not the short ones', async (t) => {
  const scrubSecrets = createLineScrubber(['secret', 'secret-and-more', 'se'])
  t.equal(scrubSecrets('"secret-and-more secret se"'), '"[redacted] [redacted] se"')
})

t.test('leaves paths of scoped packages alone', async (t) => {
  const line = '{"at":"/app/node_modules/@fastify/x.js","text":"@ alone and a@ and @b"}'
  t.equal(scrub(line), line)
  t.equal(scrub('a@b@c ann@b.org'), '[e-mail]@c [e-mail]')
})

t.test('takes time in proportion to the length', async (t) => {
  const line = JSON.stringify({
    a: `${'a'.repeat(2_000_000)} @ ${'%40'.repeat(10_000)}${'@'.repeat(10_000)}${'a@'.repeat(10_000)}`,
  })
  const startedAt = performance.now()
  scrub(line)
  t.ok(performance.now() - startedAt < 1000, 'two megabytes in well under a second')
})
