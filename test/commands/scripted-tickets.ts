import { parseArgs } from 'node:util'
import type { Message, Ticket } from '../../schemas/ticket.ts'
import type { AuditResult, Deed } from '../../src/access/access.ts'
import { UsageError } from '../../src/commands/command.ts'
import { readVerb, tickets as ticketsCommand } from '../../src/commands/tickets.ts'
import type { Tickets } from '../../src/tickets/tickets.ts'
import { createManualClock } from '../manual-clock.ts'
import { type CommandOutcome, createTerminal, type Surroundings } from './run.ts'

export const now = Date.UTC(2026, 10, 21, 12)

export const aTicket = (change: Partial<Ticket> = {}): Ticket => ({
  id: '7',
  url: 'https://acme.example/tickets/7',
  subject: 'No puedo entrar',
  status: 'open',
  statusLabel: null,
  priority: 'high',
  type: 'Incident',
  tags: ['vip'],
  requesterId: '31',
  agentId: '21',
  groupId: '11',
  deleted: false,
  customFields: { cf_order: 'A-1', cf_empty: null },
  externalId: null,
  createdAt: '2026-11-20T08:00:00Z',
  updatedAt: '2026-11-21T09:00:00Z',
  ...change,
})

export const aMessage = (change: Partial<Message> = {}): Message => ({
  id: '70',
  ticketId: '7',
  from: 'customer',
  authorId: '31',
  authorName: 'Marta',
  private: false,
  html: '<p>Hola</p>',
  text: 'Hola',
  attachments: [],
  createdAt: '2026-11-21T09:00:00Z',
  ...change,
})

export interface Played extends CommandOutcome {
  /** What the door was asked, in order: verb and arguments. */
  calls: [verb: string, ...args: unknown[]][]
  trail: (Omit<Deed, 'keyId' | 'requestId'> & Pick<AuditResult, 'outcome'>)[]
}

/** Runs `relevo tickets …` over a door that answers as scripted. A verb that is not in the script must not be asked. */
export const play = async (
  args: string[],
  script: Partial<Tickets> = {},
  surroundings: Surroundings = {},
): Promise<Played> => {
  const { terminal, written } = createTerminal({ env: { USER: 'carmen' }, ...surroundings })
  const calls: Played['calls'] = []
  const trail: Played['trail'] = []
  const tickets = new Proxy(script, {
    get: (target, verb) => {
      const answer = Reflect.get(target, verb)
      if (typeof answer !== 'function') throw new Error(`${String(verb)} is asked`)
      return (...given: unknown[]) => {
        calls.push([String(verb), ...given])
        return answer(...given)
      }
    },
  }) as Tickets
  try {
    const { values, positionals } = parseArgs({
      args,
      options: ticketsCommand.options,
      allowPositionals: true,
    })
    const work = await readVerb({ values, positionals }, terminal)
    const deeds = new Map<string, Deed>()
    const code = await work({
      tickets,
      clock: createManualClock(now),
      namesOf: async () => ({
        agents: new Map([['21', 'Ana Ruiz']]),
        groups: new Map([['11', 'Facturación']]),
      }),
      trail: {
        begin: async (deed) => {
          deeds.set(String(deeds.size), deed)
          return String(deeds.size - 1)
        },
        end: async (id, { outcome }) => {
          const deed = deeds.get(id)
          if (deed === undefined) throw new Error('ended what was not begun')
          const { who, what, subject } = deed
          trail.push({ who, what, subject, outcome })
        },
        refused: async () => {},
        list: async () => ({ entries: [], next: null }),
        purge: async () => 0,
      },
    })
    return { code, ...written, calls, trail }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { code: 2, out: written.out, err: `${written.err}${error.message}`, calls, trail }
  }
}
