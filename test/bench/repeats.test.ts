// A short round of `npm run bench -- repeats`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureRepeats } from '../../bench/repeats.ts'

t.test('each hand-off posted three times, concurrently too: one ticket each', async (t) => {
  t.match(await measureRepeats({ handoffs: 30, times: 3 }), { tickets: 30, lost: 0, duplicates: 0 })
})
