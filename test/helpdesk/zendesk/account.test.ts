import t from 'tap'
import type { Job } from '../../../schemas/ticket.ts'
import { awaitJob } from '../../../src/helpdesk/zendesk/account/await-job.ts'
import { got, lane, there } from '../../contract/got.ts'
import { openZendesk } from '../../contract/zendesk-harness.ts'
import { createManualClock } from '../../manual-clock.ts'

const job = (state: Job['state']): Job => ({ id: 'V3-1', state, done: [], failed: [] })

t.test('a job is waited for with growing patience, and not for ever', async (t) => {
  const clock = createManualClock()
  let asked = 0
  const jobs = {
    started: () => job('queued'),
    find: async () => {
      asked += 1
      return { ok: true as const, value: job('working') }
    },
  }
  let ended: Job | null | undefined
  const waiting = awaitJob(job('queued'), { jobs, clock }, lane).then((value) => {
    ended = value
  })
  for (let second = 0; second < 20 && ended === undefined; second++) {
    await clock.advance(1_000)
  }
  await waiting
  t.equal(ended, null)
  t.ok(asked >= 5 && asked <= 10, `${asked}`)
})

t.test('a caller who gives up is not kept waiting', async (t) => {
  const stop = new AbortController()
  const clock = createManualClock()
  const jobs = {
    started: () => job('queued'),
    find: async () => ({ ok: true as const, value: job('working') }),
  }
  const waiting = awaitJob(job('queued'), { jobs, clock }, { ...lane, signal: stop.signal })
  stop.abort()
  t.equal(await waiting, null)
  t.equal(clock.pending(), 0)
})

t.test('a merge that some tickets take part in and others not says which', async (t) => {
  const { helpdesk, seed, look } = await openZendesk(t)
  const [into, one, shut] = [seed.ticket(), seed.ticket(), seed.ticket({ status: 'closed' })]
  t.match(await helpdesk.mergeTickets(into, [one, shut], lane), {
    effect: 'unknown',
    failure: {
      kind: 'invalid',
      message: new RegExp(`merged: #${one}`),
      faults: [{ field: `others.${shut}` }],
    },
  })
  t.equal(look.status(one), 'closed')
  t.match(await helpdesk.mergeTickets(shut, [into], lane), { effect: 'none', failure: { kind: 'gone' } })
})

t.test('too many jobs at once are a limit, and nothing was done', async (t) => {
  const { helpdesk, seed, sandbox } = await openZendesk(t)
  const id = seed.ticket()
  const busy = { total: 1, startsAt: Infinity, endsAt: Infinity, work: () => [], results: null }
  for (let at = 0; at < 30; at++) sandbox.account.jobs.set(`V3-${at}`, { ...busy, id: `V3-${at}` })
  t.match(await helpdesk.changeTickets([id], { priority: 'high' }, lane), {
    effect: 'none',
    failure: { kind: 'rate-limited' },
  })
  t.equal(sandbox.account.jobs.size, 30)
})

t.test('a rating that changes comes again, and macros of others stay theirs', async (t) => {
  const { helpdesk, seed, sandbox, around, later } = await openZendesk(t)
  const id = there(around).rating({ ticketId: seed.ticket(), score: 1 })
  const first = got(await helpdesk.listSatisfactionRatings({ since: 0 }, lane))
  t.match(first, { ratings: [{ id, score: 1 }], atEnd: true })
  later(60_000)
  const stored = there(sandbox.account.ratings.get(Number(id)))
  Object.assign(stored, { score: 'bad', comment: 'Al final no', updatedAt: stored.updatedAt + 60_000 })
  t.match(got(await helpdesk.listSatisfactionRatings({ cursor: first.next }, lane)), {
    ratings: [{ id, score: -1, comment: 'Al final no' }],
  })
  const own = there(around).cannedResponse({ title: 'Ajena', html: '<p>x</p>' })
  Object.assign(there(sandbox.account.macros.get(Number(own))), { ownerId: 7 })
  t.same(got(await helpdesk.listCannedResponses({ limit: 5 }, lane)), [])
})
