import t from 'tap'
import { plainText, renderTable } from '../../src/commands/table.ts'

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
