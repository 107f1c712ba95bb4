import type { Test } from 'tap'
import type { SatisfactionRating } from '../../src/helpdesk/account-desk.ts'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import { days, got, lane, matchEach, minutes, there } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

const drain = async (
  helpdesk: Helpdesk,
  from: { cursor: string } | { since: number },
): Promise<{ ratings: SatisfactionRating[]; next: string }> => {
  const ratings: SatisfactionRating[] = []
  let at = from
  for (let page = 0; page < 50; page++) {
    const read = got(await helpdesk.listSatisfactionRatings(at, lane))
    ratings.push(...read.ratings)
    if (read.atEnd) return { ratings, next: read.next }
    at = { cursor: read.next }
  }
  throw new Error('The ratings do not end')
}

export const testSatisfactionRatings = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('who said what of which ticket, on a scale from -1 to 1', async (t) => {
    const { helpdesk, seed, account, around } = await harness.open(t)
    const { rating } = there(around)
    const ticketId = seed.ticket({ agent: account.agents.ana.id })
    const bad = rating({ ticketId, score: -1, comment: 'Tarde', agoMs: 3 * minutes })
    const good = rating({ ticketId, score: 1, agoMs: 2 * minutes })
    rating({ ticketId, score: -1, agoMs: 40 * days })
    const { ratings } = await drain(helpdesk, { since: Date.now() - 30 * days })
    const by = { ticketId, agentId: account.agents.ana.id, createdAt: /^\d{4}-/ }
    matchEach(t, ratings, [
      { ...by, id: bad, score: -1, comment: 'Tarde' },
      { ...by, id: good, score: 1, comment: null },
    ])
  })

  t.test('each once, over pages, and what comes later', async (t) => {
    const { helpdesk, seed, around, later } = await harness.open(t)
    const { rating } = there(around)
    const ticketId = seed.ticket()
    const ids = Array.from({ length: 230 }, (_, at) =>
      rating({ ticketId, score: at % 2 === 0 ? 1 : -1, agoMs: (300 - at) * 60 * minutes }),
    )
    const first = await drain(helpdesk, { since: 0 })
    t.same(
      first.ratings.map(({ id }) => id),
      ids,
      'oldest first',
    )
    const quiet = await drain(helpdesk, { cursor: first.next })
    t.same(quiet.ratings, [], 'nothing comes twice')
    later(minutes)
    const newest = [rating({ ticketId, score: 1 }), rating({ ticketId, score: -1 })]
    const then = await drain(helpdesk, { cursor: quiet.next })
    t.same(
      then.ratings.map(({ id }) => id),
      newest,
    )
    t.same((await drain(helpdesk, { cursor: then.next })).ratings, [])
  })

  t.test('cursors and times that are none, refusals and limits', async (t) => {
    const { helpdesk, faults } = await harness.open(t)
    for (const from of [{ cursor: 'bogus' }, { since: -1 }, { since: Number.NaN }]) {
      t.match(await helpdesk.listSatisfactionRatings(from, lane), { failure: { kind: 'invalid' } })
    }
    faults?.refuse('forbidden', 'reads')
    t.match(await helpdesk.listSatisfactionRatings({ since: 0 }, lane), { failure: { kind: 'forbidden' } })
    await faults?.clear()
    faults?.limit(7, 'reads')
    t.match(await helpdesk.listSatisfactionRatings({ since: 0 }, lane), { failure: { kind: 'rate-limited' } })
  })
}

export const testTimeEntries = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('oldest first, over pages, in minutes', async (t) => {
    const { helpdesk, seed, account, around } = await harness.open(t)
    const add = there(there(around).timeEntry)
    const [ticketId, other] = [seed.ticket(), seed.ticket()]
    const { ana } = account.agents
    const first = { ticketId, minutes: 75, billable: true, note: 'Llamada', agentId: ana.id }
    const id = add({ ...first, agoMs: 2 * days })
    add({ ticketId: other, minutes: 5, billable: true })
    for (let at = 0; at < 120; at++) {
      add({ ticketId, minutes: 1600 + at, billable: false, agoMs: (300 - at) * minutes })
    }
    const entries = there(got(await helpdesk.listTimeEntries(ticketId, lane)))
    t.equal(entries.length, 121)
    t.match(entries[0], { id, agentId: ana.id, minutes: 75, billable: true, note: 'Llamada' })
    t.match(entries[120], { agentId: null, minutes: 1719, billable: false, note: null })
    t.match(entries[120]?.createdAt, /^\d{4}-/)
    t.same(got(await helpdesk.listTimeEntries(seed.ticket(), lane)), [])
    for (const wrong of ['987654', 'x', '0', '../1']) {
      t.equal(got(await helpdesk.listTimeEntries(wrong, lane)), null, wrong)
    }
  })

  t.test('refusals and outages are told', async (t) => {
    const { helpdesk, seed, faults } = await harness.open(t)
    const id = seed.ticket()
    faults?.refuse('forbidden', 'reads')
    t.match(await helpdesk.listTimeEntries(id, lane), { ok: false, failure: { kind: 'forbidden' } })
    await faults?.clear()
    await faults?.on('error', 'reads')
    t.match(await helpdesk.listTimeEntries(id, lane), { ok: false, failure: { kind: 'unavailable' } })
  })
}
