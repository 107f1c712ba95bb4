import type { Clock } from '../../src/ops/clock.ts'
import type { Account, StoredContact } from '../../src/sandbox/freshdesk/account.ts'
import type { Around, SeedPerson } from './harness.ts'

export const addContact = (account: Account, at: number, given: SeedPerson): StoredContact => {
  const contact: StoredContact = {
    id: account.nextId(),
    name: given.name,
    email: given.email ?? null,
    phone: null,
    mobile: given.phone ?? null,
    twitterId: null,
    uniqueExternalId: null,
    address: null,
    companyId: given.company === undefined ? null : Number(given.company),
    description: null,
    jobTitle: null,
    language: 'es',
    timeZone: 'Madrid',
    tags: [...(given.tags ?? [])],
    otherEmails: [],
    customFields: {},
    active: true,
    blocked: false,
    deleted: false,
    createdAt: at,
    updatedAt: at,
  }
  account.contacts.set(contact.id, contact)
  return contact
}

export const createFreshdeskAround = (account: Account, clock: Clock): Around => ({
  person: (given) => String(addContact(account, clock.now() - 3_600_000, given).id),
  company: ({ name, domains = [] }) => {
    const at = clock.now() - 3_600_000
    const id = account.nextId()
    account.companies.set(id, { id, name, domains, description: null, createdAt: at, updatedAt: at })
    return String(id)
  },
  product: (name) => {
    const id = account.nextId()
    account.products.set(id, { id, name, createdAt: clock.now(), updatedAt: clock.now() })
    return String(id)
  },
  cannedResponse: ({ title, folder = 'General', html }) => {
    const createdAt = clock.now()
    const known = [...account.cannedFolders.values()].find(({ name }) => name === folder)
    const folderId = known?.id ?? account.nextId()
    account.cannedFolders.set(folderId, { id: folderId, name: folder, createdAt })
    const id = account.nextId()
    account.cannedResponses.set(id, { id, folderId, title, content: html, visibility: 0, createdAt })
    return String(id)
  },
  rating: ({ ticketId, score, comment, agoMs = 0 }) => {
    const id = account.nextId()
    const ticket = account.tickets.get(Number(ticketId))
    account.ratings.set(id, {
      id,
      ticketId: Number(ticketId),
      userId: ticket?.requesterId ?? 0,
      agentId: ticket?.responderId ?? null,
      ratings: { default_question: score === 0 ? 100 : score * 103 },
      feedback: comment ?? null,
      createdAt: clock.now() - agoMs,
    })
    return String(id)
  },
  timeEntry: ({ ticketId, agentId, note, agoMs = 0, ...given }) => {
    const id = account.nextId()
    const own = { ...given, id, ticketId: Number(ticketId), note: note ?? null }
    const createdAt = clock.now() - agoMs
    account.timeEntries.set(id, {
      ...own,
      agentId: agentId === undefined ? null : Number(agentId),
      createdAt,
    })
    return String(id)
  },
})
