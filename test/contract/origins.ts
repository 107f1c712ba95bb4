import type { Test } from 'tap'
import { got, lane, minutes, there } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

export const testOrigins = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('what has no value is empty, and the ticket is as it is now', async (t) => {
    const { helpdesk, seed, later } = await harness.open(t)
    const id = seed.ticket({ subject: 'old', createdAgoMs: 60 * minutes })
    later(minutes)
    seed.edit(id, { subject: 'new', tags: ['theirs'] })
    const { ticket, origins } = there(got(await helpdesk.readOrigins(id, lane)))
    t.match(origins, { group: 'empty', type: 'empty' })
    t.match(ticket, { id, subject: 'new', tags: ['theirs'] })
    t.same(ticket, got(await helpdesk.getTicket(id, lane)))
  })

  t.test('a value that somebody may have given is never taken for empty or for a default', async (t) => {
    const { helpdesk, seed, account, later } = await harness.open(t)
    const [type] = account.types ?? ['Question']
    const group = account.groups.billing.id
    const id = seed.ticket({ group, type, priority: 'high', createdAgoMs: 60 * minutes })
    const told = async () => there(got(await helpdesk.readOrigins(id, lane))).origins
    for (const [field, origin] of Object.entries(await told()))
      t.match(origin, /^(person|rule|unknown)$/, field)
    later(minutes)
    got(await helpdesk.change(id, { group: account.groups.support.id, priority: 'urgent' }, lane))
    const { group: ours, priority } = await told()
    t.match([ours, priority], [/^(ours|unknown)$/, /^(ours|unknown)$/], 'nor what we gave')
    got(await helpdesk.change(id, { group: null, type: null }, lane))
    t.match(await told(), { group: 'empty', type: 'empty' }, 'and what was taken off is empty again')
  })

  t.test('where there is no such ticket there is nothing', async (t) => {
    const { helpdesk, seed } = await harness.open(t)
    seed.ticket()
    for (const id of ['99999', '0', 'nonsense', '../1'])
      t.equal(got(await helpdesk.readOrigins(id, lane)), null, id)
  })
}
