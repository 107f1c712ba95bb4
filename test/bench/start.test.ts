// A short round of `npm run bench -- start`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureStart } from '../../bench/start.ts'

t.test('start and idle memory are measured beside a bare server', async (t) => {
  const figures = await measureStart({ rounds: 1, idleMs: 500 })
  t.ok(figures.startMs > 0 && figures.bareStartMs > 0)
  t.ok(figures.idleMegabytes > 0 && figures.idleMegabytes < 400, JSON.stringify(figures))
})
