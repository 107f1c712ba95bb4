import t from 'tap'
import { formatPath, parsePath } from '../../src/config/fault.ts'

t.test('writes paths as people read them, and reads them back', async (t) => {
  for (const [segments, text] of [
    [['sources', 'a', 'authentication', 'secrets', 0], 'sources.a.authentication.secrets[0]'],
    [['sources', 'Bad "Name"', 'tags'], 'sources["Bad \\"Name\\""].tags'],
    [['a', 'b.c'], 'a["b.c"]'],
    [['x', 'y-z', 12, 3], 'x.y-z[12][3]'],
  ] as const) {
    t.equal(formatPath(segments), text)
    t.same(parsePath(text), segments)
  }
  t.equal(formatPath([]), '(file)')
})
