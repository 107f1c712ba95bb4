import t from 'tap'
import { parseMoment } from '../../src/commands/parse-moment.ts'
import { createTable, plainText, renderTable } from '../../src/commands/table.ts'
import { shorten, textWidth } from '../../src/ops/text-width.ts'

t.test('columns are as wide as their widest cell', async (t) => {
  const text = renderTable(
    [
      { name: 'betsur', count: 3 },
      { name: 'x', count: 120 },
    ],
    [
      { title: 'name', cell: (row) => row.name },
      { title: 'n', cell: (row) => String(row.count), align: 'right' },
    ],
    false,
  )
  t.equal(text, 'name      n\nbetsur    3\nx       120\n')
})

t.test('a terminal obeys nothing that a bot wrote', async (t) => {
  t.equal(plainText('a\u001b[31mred\u001b[0m\u0007b\nc'), 'ared b c')
  t.notOk(plainText('\u001b]0;title\u0007x\u009b2Jy').includes('\u001b'))
  t.notOk(plainText('x\u009b2Jy').includes('\u009b'))
})

t.test('portions of a table share header and widths', async (t) => {
  const render = createTable(
    [
      { title: 'a', cell: (row: string) => row },
      { title: 'b', cell: () => 'x' },
    ],
    false,
  )
  t.equal(render(['12345']) + render(['1']) + render([]), 'a      b\n12345  x\n1      x\n')
})

t.test('what is twice as wide counts twice, and is cut between characters', async (t) => {
  t.same(['año', '日本', '👩‍👩‍👧 ok', '\u001b[1mx\u001b[0m', 'e\u0301'].map(textWidth), [3, 4, 5, 1, 1])
  t.equal(shorten('日本語です', 6), '日本…')
  t.equal(shorten('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 5), '👩‍👩‍👧👩‍👩‍👧…')
  t.equal(shorten('short', 5), 'short')
  t.equal(shorten('a bc', 3), 'a…')
})

t.test('text does not turn around what follows it', async (t) => {
  t.equal(plainText('a\u202eb\u2066c\u2069'), 'abc')
})

t.test('moments are read as people write them', async (t) => {
  const now = Date.UTC(2026, 10, 21, 12)
  const read = (text: string, utc = true) => new Date(parseMoment(text, 'after', { now, utc })).toISOString()
  t.equal(read('7d'), '2026-11-14T12:00:00.000Z')
  t.equal(read('2026-11-20'), '2026-11-20T00:00:00.000Z')
  t.equal(read('2026-11-20 09:30'), '2026-11-20T09:30:00.000Z')
  t.equal(read('2026-11-20T09:30:00+02:00'), '2026-11-20T07:30:00.000Z')
  t.equal(read('2026-07-20', false), new Date(2026, 6, 20).toISOString())
  for (const wrong of ['yesterday', '2026-02-30', '2026-13-01', '20/11/2026', '2026-11-20T25:00', ''])
    t.throws(() => read(wrong), { name: 'UsageError', message: /^--after takes/ })
})
