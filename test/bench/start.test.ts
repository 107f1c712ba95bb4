// A short round of `npm run bench -- start`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureStart } from '../../bench/start.ts'

t.test('start and idle memory are measured beside a bare server', async (t) => {
  const { bare, cold, relevo } = await measureStart({ script: 'src/cli.ts', rounds: 1, idleMs: 500 })
  for (const figures of [bare, cold, relevo]) {
    t.ok(figures.startMs > 0 && figures.cpuMs > 0, JSON.stringify(figures))
    t.ok(figures.idleMegabytes > 20 && figures.idleMegabytes < 400, JSON.stringify(figures))
  }
})
