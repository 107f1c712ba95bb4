// A short round of `npm run bench -- disk-full`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureDiskFull } from '../../bench/disk-full.ts'

t.test('a full disk: no 2xx that is not kept, and it recovers by itself', async (t) => {
  const figures = await measureDiskFull({ megabytes: 4 })
  if (figures.kind === 'skipped') {
    t.pass('needs a small file system of its own', { skip: figures.why })
    return
  }
  t.ok(figures.refused > 0, 'the disk was full for a while')
  t.match(figures, { lost: 0, duplicates: 0, recovered: true, balanced: true })
})
