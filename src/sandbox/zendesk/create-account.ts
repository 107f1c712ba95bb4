import { PerTicketMap } from '../per-ticket-map.ts'
import type { Account, StoredField } from './account.ts'
import type { AgentOption, ZendeskSandboxOptions } from './options.ts'

/** The agent behind `sandbox-token` when no agents are given. */
export const defaultAgent: AgentOption = { name: 'Ada Agent', email: 'ada@sandbox.example' }

export interface RestorableAccount extends Account {
  /** Back to how the options describe it. */
  restore(): void
}

export const createAccount = (options: ZendeskSandboxOptions, now: () => number): RestorableAccount => {
  const firstId = options.idBase ?? 28_013_000_000_001
  let id = firstId
  let ticketId = options.firstTicketId ?? 1
  const account: RestorableAccount = {
    tickets: new Map(),
    users: new Map(),
    organizations: new Map(),
    groups: new Map(),
    brands: new Map(),
    fields: new Map(),
    statuses: new Map(),
    comments: new PerTicketMap(),
    audits: new Map(),
    uploads: new Map(),
    articles: new Map(),
    macros: new Map(),
    ratings: new Map(),
    jobs: new Map(),
    keys: new Map(),
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

const seed = (account: Account, options: ZendeskSandboxOptions, at: number): void => {
  const add = <T>(to: Map<number, T>, make: (id: number) => T): void => {
    const id = account.nextId()
    to.set(id, make(id))
  }
  for (const { name, email, role = 'admin' } of options.agents ?? [defaultAgent]) {
    add(account.users, (id) => ({
      ...{ id, name, email, role, phone: null, suspended: false, externalId: null, createdAt: at },
      organizationId: null,
      tags: [],
    }))
  }
  for (const { name, agents = [] } of options.groups ?? []) {
    const members = [...account.users.values()].filter(({ email }) => agents.includes(email ?? ''))
    add(account.groups, (id) => ({ id, name, memberIds: members.map((user) => user.id) }))
  }
  for (const { name, domains = [] } of options.organizations ?? []) {
    add(account.organizations, (id) => ({ id, name, domainNames: [...domains], tags: [], createdAt: at }))
  }
  for (const { name } of options.brands ?? []) add(account.brands, (id) => ({ id, name }))
  for (const { category, label } of options.customStatuses ?? []) {
    const isDefault = [...account.statuses.values()].every((status) => status.category !== category)
    add(account.statuses, (id) => ({ id, category, label, isDefault }))
  }
  for (const { title, body, locale = 'en-us' } of options.articles ?? []) {
    add(account.articles, (id) => ({ id, title, body, locale, draft: false, updatedAt: at }))
  }
  for (const { title, actions } of options.macros ?? []) {
    const own = { title, actions: [...actions], active: true, ownerId: null, createdAt: at }
    add(account.macros, (id) => ({ id, ...own }))
  }
  for (const field of systemFields(options)) add(account.fields, (id) => ({ id, ...field }))
  for (const { title, type, options: choices = [], ...field } of options.fields ?? []) {
    add(account.fields, (id) => ({
      id,
      title,
      type,
      required: field.required ?? false,
      requiredOnCreate: field.requiredOnCreate ?? false,
      active: field.active ?? true,
      options: choices.map((choice) => ({ id: account.nextId(), ...choice })),
      systemOptions: [],
      pattern: field.pattern ?? null,
    }))
  }
}

const typeNames: Record<string, string> = {
  question: 'Question',
  incident: 'Incident',
  problem: 'Problem',
  task: 'Task',
}

const systemFields = (options: ZendeskSandboxOptions): Omit<StoredField, 'id'>[] => {
  const plain = { required: false, requiredOnCreate: false, active: true, options: [], pattern: null }
  const field = (
    type: StoredField['type'],
    title: string,
    systemOptions: StoredField['systemOptions'] = [],
  ) => ({
    ...plain,
    type,
    title,
    systemOptions,
  })
  const statuses = ['open', 'pending', ...(options.hold === false ? [] : ['hold']), 'solved']
  return [
    field('subject', 'Subject'),
    field('description', 'Description'),
    field(
      'status',
      'Status',
      statuses.map((value) => ({ name: value === 'hold' ? 'On-hold' : capital(value), value })),
    ),
    field(
      'tickettype',
      'Type',
      (options.types ?? Object.keys(typeNames)).map((value) => ({ name: typeNames[value] ?? value, value })),
    ),
    field(
      'priority',
      'Priority',
      ['low', 'normal', 'high', 'urgent'].map((value) => ({ name: capital(value), value })),
    ),
    field('group', 'Group'),
    field('assignee', 'Assignee'),
  ]
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
