import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FilesConfig } from '../../../schemas/configuration.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { CallOptions, Helpdesk, ProbeReport, Read } from '../helpdesk.ts'
import { lackAccountDesk } from '../lack-account-desk.ts'
import type { ObserveCall } from '../observed-call.ts'
import { convertToTicket, createLinkTo } from './convert-from-file.ts'
import { createDisk } from './create-disk.ts'
import { createFilesDesk } from './create-files-desk.ts'
import { createTicket } from './create-ticket.ts'
import { createDirectory } from './directory.ts'
import type { Disk } from './disk.ts'
import type { FilesAccount } from './files-account.ts'
import { createFolderDoor } from './folder-door.ts'
import { createMarkerIndex } from './marker-index.ts'
import { goneTicket } from './open-ticket.ts'
import { findByMarker, getTicket, hasMarkedMessage } from './read-ticket.ts'
import { addAsCustomer, addNote } from './say.ts'
import { createTicketIndex } from './ticket-index.ts'
import { filesFolderOf, nameOf, parseId } from './ticket-name.ts'

export interface FilesHelpdeskOptions {
  name: string
  config: FilesConfig
  clock: Clock
  logger: Logger
  random: () => number
  observe: ObserveCall
  /** Absent: the configured folder. */
  disk?: Disk
}

/**
 * A help desk that is a directory: one Markdown file a ticket. Makes the folder when it is missing and its parent is there; what
 * else may be wrong with it is told by `probe` and by every call.
 */
export const createFilesHelpdesk = (options: FilesHelpdeskOptions): Helpdesk => {
  const { name, config, clock } = options
  const logger = options.logger.child({ helpdesk: name })
  const folder = resolve(config.dir)
  makeFolder(folder)
  const disk = options.disk ?? createDisk(folder, config.timeouts.request)
  const directory = createDirectory(config)
  const linkTo = createLinkTo(folder, config.url)
  const index = createTicketIndex({
    disk,
    logger,
    convert: (facts) => convertToTicket(facts, directory, linkTo),
  })
  const probe = (call: CallOptions): Promise<Read<ProbeReport>> =>
    account.door.read('probe', call, async () => {
      // The lock is taken to prove that the folder may be written.
      await disk.exclusively(() => disk.names())
      const { broken } = await index.all()
      const warnings = broken.map((file) => `${file} cannot be read as a ticket; mend its head.`)
      const agent = { id: 'files', email: null, permissions: ['read', 'write'] }
      return { ok: true, value: { agent, warnings } }
    })
  const door = createFolderDoor({
    name,
    circuit: config.circuit,
    clock,
    logger,
    random: options.random,
    observe: options.observe,
    probe: async () => (await probe({ lane: 'background' })).ok,
  })
  const account: FilesAccount = {
    disk,
    door,
    index,
    markers: createMarkerIndex(disk),
    directory,
    linkTo,
    clock,
  }
  const desk = createFilesDesk(account)

  return {
    name,
    vendor: 'files',
    createTicket: (draft, call) => createTicket(account, draft, call),
    addAsCustomer: (ticketId, message, call) => addAsCustomer(account, ticketId, message, call),
    addNote: (ticketId, note, call) => addNote(account, ticketId, note, call),
    updateTicket: async (ticketId, changes, call) => {
      const changed = await desk.change(ticketId, changes, call)
      if (changed.effect === 'done') return { effect: 'done', value: null }
      const isGone = changed.failure.kind === 'not-found'
      return isGone ? { effect: 'none', failure: goneTicket } : changed
    },
    deleteTicket: (ticketId, call) =>
      door.write('deleteTicket', call, async (send) =>
        disk.exclusively(async () => {
          const id = parseId(ticketId)
          if (id !== null && send()) {
            await disk.remove(nameOf(id))
            await disk.remove(filesFolderOf(id))
          }
          return { effect: 'done', value: null }
        }),
      ),
    getTicket: (ticketId, call) => getTicket(account, ticketId, call),
    findByMarker: ({ marker }, call) => findByMarker(account, marker, call),
    hasMarkedMessage: (ticketId, marker, call) => hasMarkedMessage(account, ticketId, marker, call),
    probe,
    fieldSchema: async () => ({
      ok: true,
      value: {
        fields: (config.fields ?? []).map((field) => ({
          name: field,
          label: field,
          kind: 'text',
          custom: true,
          required: false,
          choices: [],
        })),
        types: [],
        statuses: ['open', 'pending', 'solved', 'closed'],
        groups: directory.groups.map((group) => group.name),
      },
    }),
    ...lackAccountDesk('A directory of files'),
    ...desk,
    availability: door.availability,
    onAvailability: door.onAvailability,
    budget: door.budget,
    close: async () => door.close(),
  }
}

/** Not its parents: a disk that is not mounted, or a slip of the pen, must not become a folder that nobody looks into. */
const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder)
  } catch {
    // It is there, or the first call says what is wrong.
  }
}
