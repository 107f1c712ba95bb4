import type { Terminal } from '../ops/terminal.ts'
import { type Command, type ParsedArguments, UsageError } from './command.ts'
import { plainText } from './table.ts'
import { assignTicket, updateTicket } from './tickets/change.ts'
import { findTickets } from './tickets/find-tickets.ts'
import { handOverTicket } from './tickets/hand-over.ts'
import { showConversation, showLatest, showTicket } from './tickets/read-tickets.ts'
import { addTicketNote, replyToTicket } from './tickets/say.ts'
import type { TicketVerb, TicketWork } from './tickets/ticket-verb.ts'
import { withTickets } from './with-tickets.ts'

interface ListedVerb {
  run: TicketVerb
  usage: string
  /** Options of its own, beside the shared ones. */
  takes: readonly string[]
}

const lines = (...texts: string[]): string => texts.join('\n  ')

const moments = ['created-after', 'created-before', 'updated-after', 'updated-before']

const verbs: Record<string, ListedVerb> = {
  find: {
    usage: lines(
      'relevo tickets find [--requester EMAIL] [--phone PHONE] [--status STATUS]… [--priority PRIORITY]… [--type TYPE]… [--group GROUP]',
      '    [--agent AGENT|none] [--tag TAG]… [--text WORDS] [--field NAME=VALUE]… [--created-after TIME] [--created-before TIME]',
      '    [--updated-after TIME] [--updated-before TIME] [--order=ORDER] [--limit N] [--cursor NEXT]',
    ),
    run: findTickets,
    takes: [
      ...['requester', 'phone', 'status', 'priority', 'type', 'group', 'agent', 'tag', 'text', 'field'],
      ...moments,
      ...['order', 'limit', 'cursor', 'utc'],
    ],
  },
  show: {
    usage: lines('relevo tickets show ID [--limit MESSAGES]'),
    run: showTicket,
    takes: ['limit', 'utc'],
  },
  latest: {
    usage: lines('relevo tickets latest ID'),
    run: showLatest,
    takes: ['utc'],
  },
  conversation: {
    usage: lines('relevo tickets conversation ID [--limit LAST-MESSAGES]'),
    run: showConversation,
    takes: ['limit', 'utc'],
  },
  reply: {
    usage: lines(
      'relevo tickets reply ID [--text TEXT | --file FILE] [--cc EMAIL]… [--status STATUS] [--attach FILE]… [--yes]',
    ),
    run: replyToTicket,
    takes: ['text', 'file', 'cc', 'status', 'attach', 'yes', 'key'],
  },
  note: {
    usage: lines('relevo tickets note ID [--text TEXT | --file FILE] [--attach FILE]… [--public [--yes]]'),
    run: addTicketNote,
    takes: ['text', 'file', 'attach', 'public', 'yes', 'key'],
  },
  assign: {
    usage: lines(
      'relevo tickets assign ID [--agent AGENT | --nobody] [--group GROUP] [--if-unchanged-since TIME]',
    ),
    run: assignTicket,
    takes: ['agent', 'nobody', 'group', 'if-unchanged-since', 'key'],
  },
  handover: {
    usage: lines(
      'relevo tickets handover ID [--agent AGENT] [--group GROUP [--group-only]] [--status STATUS] [--priority PRIORITY]',
      '    [--summary TEXT | --file FILE] [--tried TEXT]… [--question TEXT] [--language LANGUAGE]',
    ),
    run: handOverTicket,
    takes: [
      ...['agent', 'group', 'group-only', 'status', 'priority'],
      ...['summary', 'file', 'tried', 'question', 'language', 'key'],
    ],
  },
  update: {
    usage: lines(
      'relevo tickets update ID [--status STATUS | --status-label LABEL] [--priority PRIORITY] [--subject TEXT] [--type TYPE]',
      '    [--add-tag TAG]… [--remove-tag TAG]… [--set FIELD=VALUE]… [--if-unchanged-since TIME]',
    ),
    run: updateTicket,
    takes: [
      ...['status', 'status-label', 'priority', 'subject', 'type', 'add-tag', 'remove-tag', 'set'],
      ...['if-unchanged-since', 'key'],
    ],
  },
}

const shared = ['helpdesk', 'json']
const flags = ['json', 'utc', 'yes', 'public', 'nobody', 'group-only']
const lists = [
  'status',
  'priority',
  'type',
  'tag',
  'field',
  'cc',
  'attach',
  'tried',
  'add-tag',
  'remove-tag',
  'set',
]

const options: Command['options'] = Object.fromEntries(
  [...new Set([...shared, ...Object.values(verbs).flatMap(({ takes }) => takes)])].map((name) => [
    name,
    flags.includes(name) ? { type: 'boolean' } : { type: 'string', multiple: lists.includes(name) },
  ]),
)

const usage = lines(
  ...Object.values(verbs).map((verb) => verb.usage),
  '',
  '--helpdesk NAME  which one, when several are configured (default: the only one, else main)',
  '--json           what /v1 answers, for programs',
  '--utc            times are read and shown in UTC, not in your time zone',
  '--key KEY        names a write for 24 hours: repeated under the same key it is not done twice',
  '--yes            a person has decided it: a reply goes out without a question',
  '',
  'TIME is 2026-11-21, 2026-11-21T09:30 or 7d (so long ago). ORDER is updated, created, or the same with - for the newest first:',
  '--order=-created. Without --text, --summary and --file the text is read from standard input.',
  'Exit codes, beside the usual ones: 5 no such ticket, 6 somebody else was quicker, 7 try again later, 8 it may have been done.',
)

/** The help desks' tickets at hand: find, read, reply, note, assign, hand over, change. The same calls whichever help desk it is. */
export const tickets: Command = {
  name: 'tickets',
  usage,
  options,
  run: async (parsed, terminal) => withTickets(terminal, await readVerb(parsed, terminal)),
}

/** What is to be done, all of it read and checked. Throws `UsageError`. */
export const readVerb = async (parsed: ParsedArguments, terminal: Terminal): Promise<TicketWork> => {
  const [name] = parsed.positionals
  const names = Object.keys(verbs).join(', ')
  if (name === undefined) throw new UsageError(`Say what to do: ${names}.`)
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb === undefined)
    throw new UsageError(`There is no "tickets ${plainText(name)}"; there are ${names}.`)
  try {
    const foreign = Object.keys(parsed.values).find((given) => ![...shared, ...verb.takes].includes(given))
    if (foreign !== undefined) throw new UsageError(`"tickets ${name}" takes no --${foreign}.`)
    return await verb.run(parsed, terminal)
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(error.message, verb.usage)
    throw error
  }
}
