import t, { type Test } from 'tap'
import { convertJob } from '../../../src/helpdesk/freshdesk/account/convert-job.ts'
import { openFreshdesk } from '../../contract/freshdesk-harness.ts'
import { got, lane, there } from '../../contract/got.ts'

const open = async (t: Test) => {
  const opened = await openFreshdesk(t)
  return { ...opened, around: there(opened.around) }
}

t.test('a merge whose answer was lost is found done by its mark', async (t) => {
  for (const phase of ['after-send', 'mid-answer', 'error'] as const) {
    const { helpdesk, seed, faults, look } = await open(t)
    const [into, other] = [seed.ticket(), seed.ticket()]
    await faults.on(phase, 'writes')
    t.match(await helpdesk.mergeTickets(into, [other], lane), {
      effect: 'done',
      value: { ticket: { id: into } },
    })
    t.equal(look.status(other), 'closed', phase)
  }
})

t.test('the mark cannot be looked for, and it stays unknown', async (t) => {
  const { helpdesk, seed, faults } = await open(t)
  const [into, other] = [seed.ticket(), seed.ticket()]
  await faults.on('after-send', 'writes')
  faults.beforeNextWrite(() => faults.limit(7, 'reads'))
  t.match(await helpdesk.mergeTickets(into, [other], lane), {
    effect: 'unknown',
    failure: { kind: 'unavailable' },
  })
})

t.test('what cannot be changed of many tickets is said', async (t) => {
  const { helpdesk, seed, look } = await open(t)
  for (const changes of [
    { subject: 'x' },
    { addTags: ['x'] },
    { removeTags: ['x'], status: 'solved' as const },
  ]) {
    t.match(await helpdesk.changeTickets([seed.ticket()], changes, lane), {
      effect: 'none',
      failure: { kind: 'unsupported', message: /one by one/ },
    })
  }
  t.equal(look.calls().writes, 0)
})

t.test('a job that failed, and states by whatever word', async (t) => {
  const { helpdesk, seed, sandbox } = await open(t)
  const { job } = got(await helpdesk.changeTickets([seed.ticket()], { priority: 'high' }, lane))
  Object.assign(there(sandbox.account.jobs.get(job.id)), { fails: true, completesAt: 0 })
  t.match(got(await helpdesk.findJob(job.id, lane)), {
    state: 'failed',
    failed: [{ ticketId: null, why: /\S/ }],
  })
  const states = {
    COMPLETED: 'done',
    'IN PROGRESS': 'working',
    in_progress: 'working',
    QUEUED: 'queued',
    FAILED: 'failed',
  }
  for (const [status, state] of Object.entries(states))
    t.match(convertJob('1', { status }), { state }, status)
  t.match(convertJob('1', { progress: 100 }), { state: 'done' })
  t.match(convertJob('1', {}), { state: 'working' })
})

t.test('ratings are read whole also from a list that begins with the newest', async (t) => {
  const { helpdesk, seed, sandbox, around } = await open(t)
  const ticketId = seed.ticket()
  for (let at = 0; at < 230; at++) around.rating({ ticketId, score: 1, agoMs: (300 - at) * 60_000 })
  sandbox.behaviour.ratingsOrder = 'newest'
  const seen = new Set<string>()
  let from: { cursor: string } | { since: number } = { since: 0 }
  for (let page = 0; page < 6; page++) {
    const read: { ratings: { id: string }[]; next: string } = got(
      await helpdesk.listSatisfactionRatings(from, lane),
    )
    for (const { id } of read.ratings) {
      t.notOk(seen.has(id), 'each once')
      seen.add(id)
    }
    from = { cursor: read.next }
  }
  t.equal(seen.size, 230)
})

t.test('a plan without surveys and time tracking', async (t) => {
  const { helpdesk, seed, sandbox } = await open(t)
  sandbox.behaviour.lacks = ['surveys', 'time-tracking']
  const forbidden = { ok: false, failure: { kind: 'forbidden', code: 'require_feature' } }
  t.match(await helpdesk.listSatisfactionRatings({ since: 0 }, lane), forbidden)
  t.match(await helpdesk.listTimeEntries(seed.ticket(), lane), forbidden)
})

t.test('facts of a person without what our key may not read', async (t) => {
  const { helpdesk, sandbox, around } = await open(t)
  const company = around.company({ name: 'Acme' })
  around.person({ name: 'Eva', email: 'eva@example.com', company, tags: ['vip'] })
  sandbox.faults.add({ kind: 'forbidden' }, { path: `/companies/${company}` })
  sandbox.faults.add({ kind: 'forbidden' }, { path: '/tickets' })
  t.match(got(await helpdesk.requesterFacts({ email: 'eva@example.com' }, lane)), {
    person: { name: 'Eva' },
    company: null,
    tags: ['vip'],
    openTickets: null,
  })
})
