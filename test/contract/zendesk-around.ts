import type { Clock } from '../../src/ops/clock.ts'
import type { Account, StoredUser } from '../../src/sandbox/zendesk/account.ts'
import type { Around, SeedPerson } from './harness.ts'

/** Known for long, so that the index has them. */
export const addPerson = (account: Account, now: number, given: SeedPerson): StoredUser => {
  const user: StoredUser = {
    id: account.nextId(),
    name: given.name,
    email: given.email ?? null,
    phone: given.phone ?? null,
    role: 'end-user',
    suspended: false,
    externalId: null,
    organizationId: given.company === undefined ? null : Number(given.company),
    tags: [...(given.tags ?? [])],
    createdAt: now - 3_600_000,
  }
  account.users.set(user.id, user)
  return user
}

export const createZendeskAround = (account: Account, clock: Clock): Around => ({
  person: (given) => String(addPerson(account, clock.now(), given).id),
  company: ({ name, domains = [] }) => {
    const id = account.nextId()
    const createdAt = clock.now() - 3_600_000
    account.organizations.set(id, { id, name, domainNames: domains, tags: [], createdAt })
    return String(id)
  },
  product: (name) => {
    const id = account.nextId()
    account.brands.set(id, { id, name })
    return String(id)
  },
  cannedResponse: ({ title, folder, html }) => {
    const id = account.nextId()
    const path = folder === undefined ? title : `${folder}::${title}`
    const actions = [
      { field: 'status', value: 'pending' },
      { field: 'comment_value_html', value: ['channel:all', html] },
    ]
    account.macros.set(id, { id, title: path, active: true, actions, ownerId: null, createdAt: clock.now() })
    return String(id)
  },
  rating: ({ ticketId, score, comment, agoMs = 0 }) => {
    const id = account.nextId()
    const ticket = account.tickets.get(Number(ticketId))
    const at = clock.now() - agoMs
    account.ratings.set(id, {
      id,
      ticketId: Number(ticketId),
      requesterId: ticket?.requesterId ?? 0,
      assigneeId: ticket?.assigneeId ?? null,
      // Zendesk asks for good or bad alone; what nobody answered is no rating.
      score: score === 0 ? 'offered' : score > 0 ? 'good' : 'bad',
      comment: comment ?? null,
      createdAt: at,
      updatedAt: at,
    })
    return String(id)
  },
  timeEntry: null,
})
