import type { Test } from 'tap'
import type { Job } from '../../schemas/ticket.ts'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import { got, lane, there } from './got.ts'
import { type HelpdeskHarness, phases } from './harness.ts'

const ended = async (helpdesk: Helpdesk, id: string): Promise<Job> => {
  for (let asked = 0; asked < 2_000; asked++) {
    const job = there(got(await helpdesk.findJob(id, lane)))
    if (job.state === 'done' || job.state === 'failed') return job
    if (job.done.length + job.failed.length > 0) throw new Error('It tells of tickets before it has ended')
  }
  throw new Error('The job does not end')
}

export const testBulk = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('a hundred tickets in one step, as a job that can be asked after', async (t) => {
    const { helpdesk, seed, look, account } = await harness.open(t)
    const ids = Array.from({ length: 100 }, () => seed.ticket({ tags: ['mine'] }))
    const before = look.calls().writes
    const edit = { priority: 'urgent', status: 'pending', group: 'facturacion' } as const
    const { job } = got(await helpdesk.changeTickets([...ids, ids[0] ?? ''], edit, lane))
    t.match(job, { id: /\S/, state: /^(queued|working)$/, done: [], failed: [] })
    t.equal(look.calls().writes - before, 1)
    const end = await ended(helpdesk, job.id)
    t.match(end, { id: job.id, state: 'done', failed: [] })
    // Not every vendor names them; then none is.
    if (end.done.length > 0) t.same(end.done.toSorted(), ids.toSorted())
    for (const id of [ids[0], ids[99]]) {
      const changed = got(await helpdesk.getTicket(there(id), lane))
      t.match(changed, { priority: 'urgent', status: 'pending', groupId: account.groups.billing.id })
      t.same(look.tags(there(id)), ['mine'], 'tags are left alone')
    }
  })

  t.test('tags are added and taken away without touching others, or said to be impossible', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const ids = [seed.ticket({ tags: ['a', 'old'] }), seed.ticket({ tags: ['b'] })]
    const outcome = await helpdesk.changeTickets(ids, { addTags: ['new'], removeTags: ['old'] }, lane)
    if (outcome.effect === 'done') {
      await ended(helpdesk, outcome.value.job.id)
      t.same(
        ids.map((id) => look.tags(id).toSorted()),
        [
          ['a', 'new'],
          ['b', 'new'],
        ],
      )
    } else {
      t.match(outcome, { effect: 'none', failure: { kind: 'unsupported' } })
      t.equal(look.calls().writes, 0)
    }
  })

  t.test('some that cannot be changed do not keep the others from it', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const [one, two] = [seed.ticket(), seed.ticket()]
    const { job } = got(await helpdesk.changeTickets([one, '987654', two], { status: 'solved' }, lane))
    const end = await ended(helpdesk, job.id)
    t.equal(end.state, 'done')
    t.same([look.status(one), look.status(two)], ['solved', 'solved'])
    if (end.done.length > 0) {
      t.same(end.done, [one, two])
      t.match(end.failed, [{ ticketId: '987654', why: /\S/ }])
    }
  })

  t.test('nonsense is refused before anything is sent', async (t) => {
    const { helpdesk, seed, look, account } = await harness.open(t)
    const id = seed.ticket()
    const wrong = [
      await helpdesk.changeTickets([], { status: 'solved' }, lane),
      await helpdesk.changeTickets(['x'], { status: 'solved' }, lane),
      await helpdesk.changeTickets(['../1'], { status: 'solved' }, lane),
      await helpdesk.changeTickets([id], {}, lane),
      await helpdesk.changeTickets([id], { group: 'Nonsuch' }, lane),
      await helpdesk.changeTickets([id], { statusLabel: 'Nonsuch' }, lane),
      await helpdesk.changeTickets(
        [id],
        { customFields: { nonsuch: 'x', [account.textField]: 'A-1' } },
        lane,
      ),
      await helpdesk.changeTickets(
        Array.from({ length: 101 }, (_, at) => String(at + 1)),
        { status: 'solved' },
        lane,
      ),
    ]
    for (const [at, outcome] of wrong.entries()) {
      t.match(outcome, { effect: 'none', failure: { kind: 'invalid', message: /\S/ } }, `${at}`)
    }
    t.equal(look.calls().writes, 0)
    for (const job of ['', '../agents', 'a b', '0'.repeat(32)]) {
      t.equal(got(await helpdesk.findJob(job, lane)), null, job)
    }
  })

  t.test('a lost answer leaves it unknown; limits and refusals have had no effect', async (t) => {
    for (const phase of phases.filter((phase) => phase !== 'silence')) {
      const { helpdesk, seed, faults } = await harness.open(t)
      if (faults === null) return
      const id = seed.ticket()
      await faults.on(phase, 'writes')
      const effect = phase === 'before-connect' ? 'none' : 'unknown'
      const outcome = await helpdesk.changeTickets([id], { priority: 'high' }, lane)
      t.match(outcome, { effect, failure: { kind: 'unavailable' } }, phase)
      await faults.clear()
    }
    const { helpdesk, seed, faults } = await harness.open(t)
    const change = (id: string) => helpdesk.changeTickets([id], { priority: 'high' }, lane)
    faults?.limit(7, 'writes')
    t.match(await change(seed.ticket()), { effect: 'none', failure: { kind: 'rate-limited' } })
    await faults?.clear()
    faults?.refuse('forbidden', 'writes')
    t.match(await change(seed.ticket()), { effect: 'none', failure: { kind: 'forbidden' } })
    await faults?.clear()
    faults?.limit(7, 'reads')
    t.match(await helpdesk.findJob('abc', lane), { ok: false, failure: { kind: 'rate-limited' } })
  })
}
