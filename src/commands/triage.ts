import { plainText } from '../ops/plain-text.ts'
import type { Terminal } from '../ops/terminal.ts'
import { type Command, type ParsedArguments, UsageError } from './command.ts'

type TriageVerb = (parsed: ParsedArguments, terminal: Terminal) => Promise<number>

interface ListedVerb {
  usage: string
  /** Options of its own, beside `--json`. */
  takes: readonly string[]
  /** Loaded when it is run: a status should not wait for what a backtest needs. */
  load(): Promise<TriageVerb>
}

const verbs: Record<string, ListedVerb> = {
  status: {
    usage: 'relevo triage [status]',
    takes: [],
    load: async () => (await import('./triage/status.ts')).showStatus,
  },
  tickets: {
    usage:
      'relevo triage tickets [--helpdesk NAME] [--category NAME] [--state STATE] [--action ACTION] [--outcome OUTCOME] [--limit N] [--cursor NEXT]',
    takes: ['helpdesk', 'category', 'state', 'action', 'outcome', 'limit', 'cursor'],
    load: async () => (await import('./triage/tickets.ts')).listTickets,
  },
  report: {
    usage: 'relevo triage report [--helpdesk NAME] [--days 30] [--html FILE]',
    takes: ['helpdesk', 'days', 'html'],
    load: async () => (await import('./triage/report.ts')).report,
  },
  thresholds: {
    usage: 'relevo triage thresholds [--helpdesk NAME]',
    takes: ['helpdesk'],
    load: async () => (await import('./triage/thresholds.ts')).thresholds,
  },
  backtest: {
    usage:
      'relevo triage backtest [--helpdesk NAME | --from FILE] [--days 90] [--blocks 8] [--html FILE] [--dump FILE] [--keep]',
    takes: ['helpdesk', 'from', 'days', 'blocks', 'html', 'dump', 'keep', 'seed'],
    load: async () => (await import('./triage/backtest.ts')).backtest,
  },
  mode: {
    usage: 'relevo triage mode CATEGORY observe|suggest|apply|configured',
    takes: [],
    load: async () => (await import('./triage/switches.ts')).setMode,
  },
  stop: {
    usage: 'relevo triage stop',
    takes: [],
    load: async () => (await import('./triage/switches.ts')).stop,
  },
  start: {
    usage: 'relevo triage start',
    takes: [],
    load: async () => (await import('./triage/switches.ts')).start,
  },
  runs: {
    usage: 'relevo triage runs [--limit N]',
    takes: ['limit'],
    load: async () => (await import('./triage/runs.ts')).listRuns,
  },
  undo: {
    usage: 'relevo triage undo --run RUN',
    takes: ['run'],
    load: async () => (await import('./triage/runs.ts')).undoRun,
  },
  learn: {
    usage: 'relevo triage learn [--helpdesk NAME]',
    takes: ['helpdesk'],
    load: async () => (await import('./triage/learn.ts')).learn,
  },
}

const usage = [
  ...Object.values(verbs).map((verb) => verb.usage),
  '',
  'status      what was found, predicted and written, and what stands in the way',
  'report      what triage is worth, category by category, from what agents did; as a page with --html',
  'thresholds  from which confidence on each category is written, and what that comes to',
  'backtest    the same on the past: replays a help desk’s history, or a file, as it arrived',
  'mode        how far triage may go for a category, while the service runs',
  'stop, start nothing is written any more, from the next ticket on; and again',
  'runs, undo  what was written, day by day; and taking one of these back',
  'learn       trains now on what agents did, and uses the model when it is better',
  '--json      what /v1 answers, for programs',
  'STATE is due, sending, unknown, done, left, undoing or undone; ACTION suggest, apply or route; OUTCOME right, wrong or untold.',
].join('\n  ')

const flags = ['json', 'keep']

/** Tickets that came by other ways: how triage is doing, what it is worth, and the switches. */
export const triage: Command = {
  name: 'triage',
  usage,
  options: Object.fromEntries(
    [...new Set(['json', ...Object.values(verbs).flatMap(({ takes }) => takes)])].map((name) => [
      name,
      { type: flags.includes(name) ? 'boolean' : 'string' },
    ]),
  ),
  run: async (parsed, terminal) => {
    const name = parsed.positionals[0] ?? 'status'
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (verb === undefined)
      throw new UsageError(
        `There is no "triage ${plainText(name)}"; there are ${Object.keys(verbs).join(', ')}.`,
      )
    const foreign = Object.keys(parsed.values).find((given) => !['json', ...verb.takes].includes(given))
    if (foreign !== undefined) throw new UsageError(`"triage ${name}" takes no --${foreign}.`, verb.usage)
    try {
      return await (await verb.load())(parsed, terminal)
    } catch (error) {
      if (error instanceof UsageError && error.usage === null) throw new UsageError(error.message, verb.usage)
      throw error
    }
  },
}
