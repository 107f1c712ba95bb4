// A short round of `npm run bench -- triage-race`: what it promises is proved here on every run.
import t from 'tap'
import { measureTriageRace } from '../../bench/triage-race.ts'

t.jobs = 4

for (const vendor of ['zendesk', 'files'] as const) {
  t.test(`${vendor}: what agents set while triage writes stands, by the vendor's own check`, async (t) => {
    const figures = await measureTriageRace({ vendor, tickets: 24, events: false })
    t.match(figures, { tickets: 24, mended: 0, overwritten: 0 })
    t.ok(figures.written >= 12, 'tags, at least, are written where an agent was quicker')
  })
}

t.test('freshdesk: what a write has covered is put back, since events tell of it', async (t) => {
  const figures = await measureTriageRace({ vendor: 'freshdesk', tickets: 24, events: true })
  t.match(figures, { tickets: 24, overwritten: 0 })
  t.ok(figures.mended >= 12, `${figures.mended}: each of those in between was covered`)
})

t.test('freshdesk: without events nobody can tell, and the race is lost where it is run', async (t) => {
  const figures = await measureTriageRace({ vendor: 'freshdesk', tickets: 12, events: false })
  t.match(figures, { mended: 0 })
  t.ok(figures.overwritten > 0, 'a bench that cannot lose proves nothing')
})
