import { PerTicketMap } from '../per-ticket-map.ts'
import type { Account, StoredAgent } from './account.ts'
import type { FreshdeskSandboxOptions } from './options.ts'
import { createFields, usualStatuses } from './seed-fields.ts'

/** The agent behind `sandbox-key` when no agents are given. */
export const defaultAgent = { name: 'Ada Agent', email: 'ada@sandbox.example' }

export interface RestorableAccount extends Account {
  /** Back to how the options describe it. */
  restore(): void
}

export const createAccount = (options: FreshdeskSandboxOptions, now: () => number): RestorableAccount => {
  const firstId = options.idBase ?? 67_013_000_001
  let id = firstId
  let ticketId = options.firstTicketId ?? 1
  const account: RestorableAccount = {
    tickets: new Map(),
    contacts: new Map(),
    agents: new Map(),
    groups: new Map(),
    products: new Map(),
    companies: new Map(),
    fields: [],
    statuses: [],
    conversations: new PerTicketMap(),
    attachments: new Map(),
    categories: new Map(),
    folders: new Map(),
    articles: new Map(),
    cannedFolders: new Map(),
    cannedResponses: new Map(),
    jobs: new Map(),
    ratings: new Map(),
    timeEntries: new Map(),
    nextId: () => id++,
    nextTicketId: () => ticketId++,
    restore: () => {
      for (const part of Object.values(account)) if (part instanceof Map) part.clear()
      id = firstId
      ticketId = options.firstTicketId ?? 1
      seed(account, options, now())
    },
  }
  seed(account, options, now())
  return account
}

const seed = (account: Account, options: FreshdeskSandboxOptions, at: number): void => {
  const stamps = { createdAt: at, updatedAt: at }
  account.fields.splice(0, account.fields.length, ...createFields(options.fields ?? {}, account.nextId))
  account.statuses.splice(0, account.statuses.length, ...(options.fields?.statuses ?? usualStatuses))
  for (const agent of options.agents ?? [defaultAgent]) addAgent(account, agent, at)
  for (const { name, agents = [] } of options.groups ?? []) {
    const members = [...account.agents.values()].filter((agent) => agents.includes(agent.email))
    const id = account.nextId()
    account.groups.set(id, { id, name, agentIds: members.map((agent) => agent.id), ...stamps })
  }
  for (const { name } of options.products ?? []) {
    const id = account.nextId()
    account.products.set(id, { id, name, ...stamps })
  }
  for (const { name, domains = [] } of options.companies ?? []) {
    const id = account.nextId()
    account.companies.set(id, { id, name, domains: [...domains], description: null, ...stamps })
  }
  seedSolutions(account, options, at)
  seedCannedResponses(account, options, at)
}

const addAgent = (
  account: Account,
  agent: NonNullable<FreshdeskSandboxOptions['agents']>[number],
  at: number,
): void => {
  const stored: StoredAgent = {
    id: account.nextId(),
    name: agent.name,
    email: agent.email,
    phone: agent.phone ?? null,
    mobile: agent.mobile ?? null,
    occasional: agent.occasional ?? false,
    available: agent.available ?? true,
    createdAt: at,
    updatedAt: at,
  }
  account.agents.set(stored.id, stored)
}

const seedSolutions = (account: Account, options: FreshdeskSandboxOptions, createdAt: number): void => {
  const agentId = account.agents.keys().next().value ?? 0
  for (const category of options.solutions ?? []) {
    const categoryId = account.nextId()
    account.categories.set(categoryId, { id: categoryId, name: category.name, createdAt })
    for (const { name, visibility = 1, articles } of category.folders) {
      const folderId = account.nextId()
      account.folders.set(folderId, { id: folderId, categoryId, name, visibility, createdAt })
      for (const { title, description, status = 2, tags = [] } of articles) {
        const id = account.nextId()
        const own = { id, title, description, status, tags: [...tags] }
        account.articles.set(id, { ...own, folderId, categoryId, agentId, createdAt })
      }
    }
  }
}

const seedCannedResponses = (account: Account, options: FreshdeskSandboxOptions, createdAt: number): void => {
  for (const folder of options.cannedResponses ?? []) {
    const folderId = account.nextId()
    account.cannedFolders.set(folderId, { id: folderId, name: folder.name, createdAt })
    for (const { title, content, visibility = 0 } of folder.responses) {
      const id = account.nextId()
      account.cannedResponses.set(id, { id, folderId, title, content, visibility, createdAt })
    }
  }
}
