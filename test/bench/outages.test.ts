// A short round of `npm run bench -- outages`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureOutage, type Trouble } from '../../bench/outages.ts'

for (const trouble of ['down', 'unauthorized', 'rate-limit-storm'] satisfies Trouble[])
  t.test(`help desk in trouble (${trouble}): everything accepted, delivered once by itself`, async (t) => {
    const figures = await measureOutage({ trouble, lastsMs: 3000, handoffs: 15 })
    t.match(figures, {
      acknowledged: 15,
      refusedMeanwhile: 0,
      lost: 0,
      duplicates: 0,
      parked: 0,
      balanced: true,
    })
    t.ok(figures.callsMeanwhile <= 14, `probes, not a storm: ${figures.callsMeanwhile} calls`)
  })
