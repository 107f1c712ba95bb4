import type { StoredContact } from '../account.ts'
import type { Call } from '../call.ts'

type Given = Partial<Omit<StoredContact, 'id' | 'createdAt' | 'updatedAt'>> & { name: string }

/** A company's domains claim new contacts. */
const findCompanyId = (email: string | null | undefined, call: Call): number | null => {
  const domain = email?.split('@').at(-1)?.toLowerCase()
  for (const company of call.account.companies.values()) {
    if (domain !== undefined && company.domains.includes(domain)) return company.id
  }
  return null
}

export const addContact = (given: Given, call: Call): StoredContact => {
  const contact: StoredContact = {
    id: call.account.nextId(),
    email: null,
    phone: null,
    mobile: null,
    twitterId: null,
    uniqueExternalId: null,
    address: null,
    companyId: findCompanyId(given.email, call),
    description: null,
    jobTitle: null,
    language: 'en',
    timeZone: 'Madrid',
    tags: [],
    otherEmails: [],
    customFields: {},
    active: false,
    blocked: false,
    deleted: false,
    ...given,
    createdAt: call.now,
    updatedAt: call.now,
  }
  call.account.contacts.set(contact.id, contact)
  return contact
}
