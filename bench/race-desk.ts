import { pino } from 'pino'
import type * as z from 'zod'
import { filesSchema, type helpdeskSchema } from '../schemas/configuration.ts'
import { createFilesHelpdesk } from '../src/helpdesk/files/create-files-helpdesk.ts'
import type { Helpdesk } from '../src/helpdesk/helpdesk.ts'
import { systemClock } from '../src/ops/clock.ts'
import { createFreshdeskSandbox } from '../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../src/sandbox/zendesk/create-zendesk-sandbox.ts'

export type RaceVendor = 'freshdesk' | 'zendesk' | 'files'

/** A help desk with people in it, for races. */
export interface RaceDesk {
  settings: z.input<typeof helpdeskSchema>
  /** A customer's ticket; its id. */
  write(number: number): Promise<string>
  /** An agent sets what agents set in these races. */
  edit(id: string): Promise<void>
  /** The same right before the first write of ours to that ticket, after our read. Resolves when it is arranged. */
  editInBetween(id: string): Promise<void>
  /** Whether what the agent set is there. */
  stands(id: string): Promise<boolean>
  /** The door as the writer gets it. */
  through(helpdesk: Helpdesk): Helpdesk
  close(): Promise<void>
}

/** What agents set; we would write another group and type. */
export const theirs = {
  group: 'Sales',
  type: { freshdesk: 'Question', zendesk: 'question', files: 'Question' },
} as const

const silent = pino({ level: 'silent' })
const agents = [
  { name: 'Relevo', email: 'relevo@acme.example' },
  { name: 'Ana Ruiz', email: 'ana@acme.example' },
] as const
const groups = ['Inbox', 'Billing', 'Sales'].map((name) => ({ name, agents: ['ana@acme.example'] }))
const plenty = 1_000_000
const budget = { share: 1, perWindow: plenty, create: plenty, update: plenty, list: plenty }
const mail = (number: number) => ({
  email: 'marta@example.com',
  subject: `Invoice ${number}`,
  text: 'Where is it?',
})

export const openRaceDesk = async (options: {
  vendor: RaceVendor
  /** Of the files. */
  folder: string
  /** Where the help desk posts what was changed; null: nowhere. */
  hook: string | null
}): Promise<RaceDesk> => {
  const { vendor } = options
  switch (vendor) {
    case 'freshdesk':
      return openFreshdesk(options.hook)
    case 'zendesk':
      return openZendesk()
    case 'files':
      return openFiles(options.folder)
    default:
      return vendor satisfies never
  }
}

const openFreshdesk = async (hook: string | null): Promise<RaceDesk> => {
  const sandbox = createFreshdeskSandbox({
    ...{ agents, groups, fields: { types: ['Question', 'Problem'] } },
    limits: { total: plenty, create: null, update: null, listTickets: null, listContacts: null },
    // Our own changes set it off, too.
    automations: hook === null ? [] : [{ name: 'Tell', on: 'update', url: hook, watch: ['group', 'type'] }],
  })
  const served = await serveSandbox({ sandbox })
  const edit = (id: string) =>
    sandbox.people.edit(Number(id), { group: theirs.group, type: theirs.type.freshdesk })
  return {
    settings: { vendor: 'freshdesk', baseUrl: served.url, apiKey: 'sandbox-key', budget },
    write: async (number) => String(sandbox.people.write(mail(number))),
    edit: async (id) => edit(id),
    editInBetween: async (id) => void sandbox.writes.once(Number(id), () => edit(id)),
    stands: async (id) => {
      const ticket = sandbox.account.tickets.get(Number(id))
      const group = sandbox.account.groups.get(ticket?.groupId ?? 0)?.name
      return group === theirs.group && ticket?.type === theirs.type.freshdesk
    },
    through: (helpdesk) => helpdesk,
    close: () => served.close(),
  }
}

const openZendesk = async (): Promise<RaceDesk> => {
  const limits = { total: plenty, updates: null, users: null }
  const sandbox = createZendeskSandbox({ agents, groups, limits })
  const served = await serveSandbox({ sandbox })
  const edit = (id: string) =>
    sandbox.people.edit(Number(id), { group: theirs.group, type: theirs.type.zendesk })
  return {
    settings: {
      ...{ vendor: 'zendesk', baseUrl: served.url, email: 'relevo@acme.example', apiToken: 'sandbox-token' },
      budget,
    },
    write: async (number) => String(sandbox.people.write(mail(number))),
    edit: async (id) => edit(id),
    editInBetween: async (id) => void sandbox.writes.once(Number(id), () => edit(id)),
    stands: async (id) => {
      const ticket = sandbox.account.tickets.get(Number(id))
      const group = sandbox.account.groups.get(ticket?.groupId ?? 0)?.name
      return group === theirs.group && ticket?.type === theirs.type.zendesk
    },
    through: (helpdesk) => helpdesk,
    close: () => served.close(),
  }
}

/** People have a door of their own into the folder. */
const openFiles = async (dir: string): Promise<RaceDesk> => {
  const settings: RaceDesk['settings'] = { vendor: 'files', dir, groups: groups.map(({ name }) => name) }
  const people = createFilesHelpdesk({
    ...{ name: 'main', config: filesSchema.parse(settings), clock: systemClock, logger: silent },
    ...{ random: Math.random, observe: () => {} },
  })
  const inBetween = new Set<string>()
  const edit = async (id: string): Promise<void> => {
    const edited = await people.change(id, { group: theirs.group, type: theirs.type.files }, { lane: 'new' })
    if (edited.effect !== 'done') throw new Error(edited.failure.message)
  }
  return {
    settings,
    write: async (number) => {
      const { email, subject, text } = mail(number)
      const created = await people.createTicket(
        {
          ...{ requester: { email, name: null, phone: null }, subject, describe: () => `<p>${text}</p>` },
          ...{ status: 'open', priority: null, type: null, group: null, agent: null, product: null },
          ...{ tags: [], customFields: {}, files: [] },
        },
        { lane: 'new' },
      )
      if (created.effect !== 'done') throw new Error(created.failure.message)
      return created.value.ticket.id
    },
    edit,
    editInBetween: async (id) => void inBetween.add(id),
    stands: async (id) => {
      const read = await people.readOrigins(id, { lane: 'new' })
      const ticket = read.ok ? read.value?.ticket : undefined
      const list = await people.listGroups({ lane: 'new' })
      const group = list.ok ? list.value.find((each) => each.id === ticket?.groupId)?.name : undefined
      return group === theirs.group && ticket?.type === theirs.type.files
    },
    through: (helpdesk) => ({
      ...helpdesk,
      change: async (id, changes, call) => {
        if (inBetween.delete(id)) await edit(id)
        return helpdesk.change(id, changes, call)
      },
    }),
    close: () => people.close(),
  }
}
