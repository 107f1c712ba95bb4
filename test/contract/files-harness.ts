import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { filesSchema } from '../../schemas/configuration.ts'
import { createDisk } from '../../src/helpdesk/files/create-disk.ts'
import { createFilesHelpdesk } from '../../src/helpdesk/files/create-files-helpdesk.ts'
import { type Disk, DiskFailure } from '../../src/helpdesk/files/disk.ts'
import { htmlToMarkdown } from '../../src/helpdesk/files/html-to-markdown.ts'
import { parseConversation } from '../../src/helpdesk/files/parse-conversation.ts'
import { parseTicketFile } from '../../src/helpdesk/files/parse-ticket-file.ts'
import { renderChangedTicket, renderNewTicket } from '../../src/helpdesk/files/render-ticket-file.ts'
import type { TicketFile } from '../../src/helpdesk/files/ticket-file.ts'
import { filesFolderOf, idOfName, nameOf } from '../../src/helpdesk/files/ticket-name.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import { createLogLines } from '../helpdesk/freshdesk/open-test-helpdesk.ts'
import type { HelpdeskHarness, Look, OpenOptions, Seed, SeedTicket } from './harness.ts'

const ana = { id: 'ana@acme.example', name: 'Ana Ruiz', email: 'ana@acme.example' }
const luis = { id: 'luis@acme.example', name: 'Luis Gil', email: 'luis@acme.example' }

export const openFiles = async (t: Test, options: OpenOptions = {}) => {
  // Real time, moved on by hand as well.
  let shift = 0
  const clock: Clock = { ...systemClock, now: () => Date.now() + shift }
  const folder = t.testdir()
  const calls = { all: 0, writes: 0 }
  const helpdesk = createFilesHelpdesk({
    name: 'main',
    config: filesSchema.parse({
      vendor: 'files',
      dir: folder,
      agents: [
        { name: ana.name, email: ana.email, groups: ['Facturación'] },
        { name: luis.name, email: luis.email, groups: ['Soporte'] },
      ],
      fields: ['Nº de pedido'],
    }),
    clock,
    logger: createLogLines().logger,
    random: () => 0.5,
    observe: () => {},
    disk: watchDisk(createDisk(folder, 20_000), calls, options.permissions ?? 'all'),
  })
  t.teardown(() => helpdesk.close())
  return {
    helpdesk,
    folder,
    account: {
      agents: { ana, luis },
      groups: {
        billing: { id: 'Facturación', name: 'Facturación' },
        support: { id: 'Soporte', name: 'Soporte' },
      },
      ownStatusLabel: null,
      textField: 'Nº de pedido',
      choiceField: null,
      types: null,
      searchCap: null,
      keepsHtml: false,
    },
    seed: createSeed(folder, clock),
    look: createLook(folder, calls),
    // Nothing lies between us and the folder. What the disk itself can do wrong has a test of its own.
    faults: null,
    later: (ms: number) => {
      shift += ms
    },
  }
}

export const filesHarness: HelpdeskHarness = { vendor: 'files', open: openFiles }

/** Counts what is done, and refuses what may not be, as the kernel does; the modes of a folder do not bind root. */
const watchDisk = (
  disk: Disk,
  calls: { all: number; writes: number },
  permissions: 'all' | 'read' | 'none',
): Disk => {
  const watch =
    <A extends unknown[], R>(kind: 'read' | 'write', act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (permissions === 'none' || (permissions === 'read' && kind === 'write'))
        throw new DiskFailure('EACCES', 'none')
      calls.all++
      if (kind === 'write') calls.writes++
      return act(...args)
    }
  return {
    names: watch('read', disk.names),
    stamp: watch('read', disk.stamp),
    read: watch('read', disk.read),
    create: watch('write', disk.create),
    replace: watch('write', disk.replace),
    makeFolder: watch('write', disk.makeFolder),
    remove: watch('write', disk.remove),
    exclusively: disk.exclusively,
  }
}

const readTicket = (folder: string, id: string): TicketFile => {
  const parsed = parseTicketFile(id, readFileSync(join(folder, nameOf(id)), 'utf8'), 0)
  if (!parsed.ok) throw new Error(parsed.why)
  return parsed.file
}

/** As an editor does it: the file is written anew, in place. */
const save = (folder: string, id: string, text: string, at: number) => {
  writeFileSync(join(folder, nameOf(id)), text)
  utimesSync(join(folder, nameOf(id)), at / 1000, at / 1000)
}

const createSeed = (folder: string, clock: Clock): Seed => {
  let last = 0
  const edit = (id: string, change: (file: TicketFile) => string) =>
    save(folder, id, change(readTicket(folder, id)), clock.now())

  const addTicket = (given: SeedTicket): string => {
    const id = String(++last)
    const now = clock.now()
    const createdAt = now - (given.createdAgoMs ?? given.updatedAgoMs ?? 0)
    const updatedAt = now - (given.updatedAgoMs ?? given.createdAgoMs ?? 0)
    const email = given.requester ?? 'marta@example.com'
    const name = email.startsWith('marta') ? 'Marta' : email
    const head = {
      subject: given.subject ?? 'No puedo entrar',
      status: given.status ?? 'open',
      priority: given.priority ?? 'low',
      type: given.type ?? null,
      group: given.group ?? null,
      agent: given.agent ?? null,
      product: null,
      requester: { email, phone: null, name },
      tags: given.tags ?? [],
      fields: { ...given.customFields },
      marker: null,
      created: new Date(createdAt).toISOString(),
      updated: new Date(updatedAt).toISOString(),
    }
    const text = htmlToMarkdown(given.html ?? '<p>No puedo entrar</p>')
    const at = new Date(createdAt).toISOString()
    const first = { from: 'customer' as const, name, private: false, at, copies: [], files: [], text }
    save(folder, id, renderNewTicket(id, head, first), updatedAt)
    return id
  }

  return {
    ticket: (given = {}) => addTicket(given),
    message: (id, { from, html, private: isPrivate = false, files = [] }) => {
      mkdirSync(join(folder, filesFolderOf(id)), { recursive: true })
      for (const file of files) writeFileSync(join(folder, filesFolderOf(id), file.name), file.bytes)
      const section = {
        from,
        name: from === 'customer' ? 'Marta' : ana.name,
        private: isPrivate,
        at: new Date(clock.now()).toISOString(),
        copies: [],
        files: files.map((file) => ({
          name: file.name,
          path: `${filesFolderOf(id)}/${file.name}`,
          contentType: file.contentType,
          bytes: file.bytes.byteLength,
        })),
        text: htmlToMarkdown(html),
      }
      edit(id, (file) => renderChangedTicket(file, {}, [section]))
      return String(parseConversation(readTicket(folder, id).body).length)
    },
    edit: (id, changes) => edit(id, (file) => renderChangedTicket(file, changes, [])),
    remove: (id) => rmSync(join(folder, nameOf(id))),
    spam: null,
    archive: null,
    merge: null,
    article: null,
  }
}

const createLook = (folder: string, calls: { all: number; writes: number }): Look => ({
  tickets: () => readdirSync(folder).filter((name) => idOfName(name) !== null).length,
  messages: (id) =>
    parseConversation(readTicket(folder, id).body)
      .slice(1)
      .map((section) => ({
        html: section.text,
        private: section.private,
        from: section.from === 'customer' ? 'customer' : 'agent',
        files: section.files.map(({ name }) => name),
        cc: section.copies,
      })),
  tags: (id) => readTicket(folder, id).head.tags,
  status: (id) => {
    const { status } = readTicket(folder, id).head
    return (['open', 'pending', 'solved', 'closed'] as const).find((word) => word === status) ?? 'other'
  },
  calls: () => ({ ...calls }),
})
