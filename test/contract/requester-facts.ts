import type { Test } from 'tap'
import { days, got, lane, there } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

export const testRequesterFacts = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('person, company, tags, and how many tickets are open, long open ones too', async (t) => {
    const { helpdesk, seed, look, around } = await harness.open(t)
    const company = there(around).company({ name: 'Talleres Ruiz', domains: ['ruiz.example'] })
    const id = there(around).person({
      name: 'Eva',
      email: 'eva@ruiz.example',
      phone: '+34600111222',
      tags: ['vip', 'moroso'],
      company,
    })
    const facts = { person: { id, name: 'Eva', email: 'eva@ruiz.example', role: 'customer' } }
    const before = { ...facts, company: 'Talleres Ruiz', tags: ['vip', 'moroso'], openTickets: 0 }
    t.match(got(await helpdesk.requesterFacts({ email: ' EVA@ruiz.example' }, lane)), before)
    for (const status of ['open', 'pending', 'other', 'solved', 'closed'] as const) {
      seed.ticket({ requester: 'eva@ruiz.example', status })
    }
    seed.ticket({ requester: 'eva@ruiz.example', createdAgoMs: 200 * days })
    seed.remove(seed.ticket({ requester: 'eva@ruiz.example' }))
    seed.ticket({ requester: 'other@example.com' })
    const calls = look.calls().all
    t.match(got(await helpdesk.requesterFacts({ email: 'eva@ruiz.example' }, lane)), { openTickets: 4 })
    t.ok(look.calls().all - calls <= 2, 'the company’s name is not asked for again')
    t.match(got(await helpdesk.requesterFacts({ phone: '+34600111222' }, lane)), {
      ...before,
      openTickets: 4,
    })
    t.equal(look.calls().writes, 0, 'nobody is made')
  })

  t.test('no company, no tags, an agent, and somebody unknown', async (t) => {
    const { helpdesk, seed, account, look, around } = await harness.open(t)
    there(around).person({ name: 'Eva', email: 'eva@example.com' })
    t.match(got(await helpdesk.requesterFacts({ email: 'eva@example.com' }, lane)), {
      company: null,
      tags: [],
      openTickets: 0,
    })
    const { ana } = account.agents
    seed.ticket({ requester: 'eva@example.com', agent: ana.id })
    t.match(got(await helpdesk.requesterFacts({ email: ana.email }, lane)), {
      person: { id: ana.id, role: 'agent' },
      openTickets: 0,
    })
    for (const who of [{ email: 'nobody@example.com' }, { email: ' ' }, { phone: '+999' }, {}]) {
      t.equal(got(await helpdesk.requesterFacts(who, lane)), null, JSON.stringify(who))
    }
    // An unknown e-mail is not somebody else who has that phone.
    there(around).person({ name: 'Luz', phone: '+34600999888' })
    const both = { email: 'nobody@example.com', phone: '+34600999888' }
    t.equal(got(await helpdesk.requesterFacts(both, lane)), null)
    const calls = look.calls().all
    t.equal(got(await helpdesk.requesterFacts(both, lane)), null)
    t.equal(look.calls().all - calls, 1)
  })

  t.test('more tickets than a page, and more than are counted', async (t) => {
    const { helpdesk, seed, look, later, around } = await harness.open(t)
    there(around).person({ name: 'Eva', email: 'eva@example.com' })
    const add = (many: number) => {
      for (let at = 0; at < many; at++) {
        seed.ticket({ requester: 'eva@example.com', status: at % 2 === 0 ? 'open' : 'solved' })
      }
      later(3 * 60_000)
    }
    add(230)
    const { openTickets } = there(got(await helpdesk.requesterFacts({ email: 'eva@example.com' }, lane)))
    t.equal(openTickets, 115)
    add(400)
    const calls = look.calls().all
    const many = there(got(await helpdesk.requesterFacts({ email: 'eva@example.com' }, lane)))
    t.ok(many.openTickets === null || many.openTickets === 315, `${many.openTickets}`)
    t.ok(look.calls().all - calls <= 5, 'in few calls')
  })

  t.test('limits and outages are told, and refusals', async (t) => {
    const { helpdesk, faults } = await harness.open(t)
    if (faults === null) return
    const ask = () => helpdesk.requesterFacts({ email: 'marta@example.com' }, lane)
    faults.limit(7, 'reads')
    t.match(await ask(), { ok: false, failure: { kind: 'rate-limited' } })
    await faults.clear()
    faults.refuse('forbidden', 'reads')
    t.match(await ask(), { ok: false, failure: { kind: 'forbidden' } })
    await faults.clear()
    await faults.on('error', 'reads')
    t.match(await ask(), { ok: false, failure: { kind: 'unavailable' } })
    await faults.clear()
    t.match(await ask(), { ok: true })
  })
}
