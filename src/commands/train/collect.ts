import { stat } from 'node:fs/promises'
import type { Configuration } from '../../../schemas/configuration.ts'
import type { DroppedTexts } from '../../classify/report/report.ts'
import { createDependencies } from '../../dependencies.ts'
import type { Clock } from '../../ops/clock.ts'
import { createLogger } from '../../ops/create-logger.ts'
import { templateHeadings } from '../../template-headings.ts'
import { createOwnWords } from '../../training/clean/create-own-words.ts'
import { readTicketFile, type TicketFile } from '../../training/files/read-ticket-file.ts'
import { collectFromHelpdesk } from '../../training/helpdesk/collect-from-helpdesk.ts'
import { convertCollected, type Unfit } from '../../training/helpdesk/convert-collected.ts'
import { collectFromLedger } from '../../training/ledger/collect-from-ledger.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import type { Progress } from '../../training/progress.ts'
import { collectionPath } from '../../training/training-folder.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { secretsOf } from '../secrets-of.ts'
import { dropOwnValues } from './drop-own-values.ts'
import type { TrainOptions } from './read-train-options.ts'

/** What is wanted of the past. */
export type WantedPast = Pick<
  TrainOptions,
  'from' | 'furtherFiles' | 'columns' | 'since' | 'most' | 'keep'
> & {
  /** What for, when it is no training: what is kept on the way is kept apart. */
  purpose?: 'backtest'
}

export interface CollectedPast {
  /** Of a help desk or the ledger, without the labels that are our own predictions come back. */
  tickets: PastTicket[]
  /** Names of those that hand-offs became. */
  fromHandoffs: ReadonlySet<string>
  unfit: DroppedTexts[]
  /** `freshdesk`, `zendesk`, `ledger`, or the names of the files. */
  from: string
  /** Takes away what was kept on the way, once it is of no more use. */
  discard(): Promise<void>
}

export interface CollectContext {
  config: Configuration
  clock: Clock
  signal: AbortSignal
  progress: Progress
}

/** Reads past tickets from wherever they are. Throws `TrainingRefused` and `DatabaseRefused`. */
export const collectPast = async (options: WantedPast, context: CollectContext): Promise<CollectedPast> => {
  const { from, furtherFiles } = options
  if (furtherFiles.length > 0) return fromFiles([from, ...furtherFiles], options, context)
  if (from === 'ledger') return fromLedger(options, context)
  const helpdesk = findHelpdesk(from, context.config)
  return helpdesk === null ? fromFiles([from], options, context) : fromHelpdesk(helpdesk, options, context)
}

/** By its name, else the only one of that vendor. Null: it is none. Throws `TrainingRefused`. */
const findHelpdesk = (from: string, { helpdesks }: Configuration): string | null => {
  if (Object.hasOwn(helpdesks, from)) return from
  const ofVendor = Object.entries(helpdesks).flatMap(([name, { vendor }]) => (vendor === from ? [name] : []))
  const [only, second] = ofVendor
  if (second !== undefined)
    throw new TrainingRefused('usage', `There are several: --from ${ofVendor.join(' or --from ')}.`)
  if (only !== undefined) return only
  if (from === 'freshdesk' || from === 'zendesk')
    throw new TrainingRefused(
      'usage',
      `No ${from === 'freshdesk' ? 'Freshdesk' : 'Zendesk'} is configured. Configure it (relevo check tells how), or export its tickets and train from the file.`,
    )
  return null
}

/** Beside a service that may be running, and without a line of its log. */
const openQuietly = (config: CollectContext['config']) =>
  createDependencies({
    config,
    logger: createLogger({ level: 'silent', secrets: secretsOf(config) }),
    exclusive: false,
  })

const yearMs = 365 * 86_400_000

const fromHelpdesk = async (
  name: string,
  options: WantedPast,
  { config, clock, signal, progress }: CollectContext,
): Promise<CollectedPast> => {
  const dependencies = await openQuietly(config)
  try {
    const { helpdesks } = await dependencies.loadDelivery()
    const helpdesk = helpdesks.get(name)
    if (helpdesk === undefined) throw new TrainingRefused('usage', `There is no help desk ${name}.`)
    const since = options.since ?? clock.now() - yearMs
    const path = collectionPath(config, name, options.purpose)
    const collected = await collectFromHelpdesk({
      helpdesk,
      path,
      since,
      most: options.most,
      clock,
      signal,
      progress,
    })
    const ownWords = createOwnWords(templateHeadings)
    const unfit: Record<Unfit, number> = { deleted: 0, merged: 0, 'not-the-customer': 0 }
    const fromHandoffs = new Set<string>()
    const tickets = collected.tickets.flatMap((ticket) => {
      const converted = convertCollected(ticket, { helpdesk: name, groups: collected.groups, ownWords })
      if (typeof converted === 'string') {
        unfit[converted] += 1
        return []
      }
      if (converted.body !== (ticket.beginning?.text ?? '')) fromHandoffs.add(converted.name)
      return [converted]
    })
    const discard = options.keep ? async () => {} : collected.discard
    return {
      tickets: await dropOwnValues(tickets, { config, dependencies, signal }),
      fromHandoffs,
      unfit: countsOf(unfit),
      from: helpdesk.vendor,
      discard,
    }
  } finally {
    await dependencies.close()
  }
}

const fromLedger = async (
  options: WantedPast,
  { config, clock, signal, progress }: CollectContext,
): Promise<CollectedPast> => {
  const dependencies = await openQuietly(config)
  try {
    const { helpdesks } = await dependencies.loadDelivery()
    const { tickets, unfit } = await collectFromLedger({
      ledger: dependencies.ledger,
      helpdesks,
      since: options.since ?? 0,
      most: options.most,
      clock,
      signal,
      progress,
    })
    const fromHandoffs = new Set(tickets.map(({ name }) => name))
    return {
      tickets: await dropOwnValues(tickets, { config, dependencies, signal }),
      fromHandoffs,
      unfit: countsOf(unfit),
      from: 'ledger',
      discard: async () => {},
    }
  } finally {
    await dependencies.close()
  }
}

/** The newest of all of them; where files do not say when their tickets were made, those of the first. */
const fromFiles = async (
  paths: readonly string[],
  options: WantedPast,
  context: CollectContext,
): Promise<CollectedPast> => {
  const read: TicketFile[] = []
  for (const path of paths) read.push(await readFile(path, options, context))
  const tickets = read.flatMap((file) => file.tickets)
  const broken = read.reduce((sum, file) => sum + file.broken.length, 0)
  return {
    tickets:
      tickets.length <= options.most
        ? tickets
        : tickets
            .toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0))
            .slice(0, options.most),
    fromHandoffs: new Set(),
    unfit: countsOf({ broken }),
    from: paths.join(', '),
    discard: async () => {},
  }
}

const readFile = async (
  path: string,
  { columns, most, since, furtherFiles }: WantedPast,
  { config, signal, progress }: CollectContext,
): Promise<TicketFile> => {
  if (!(await isThere(path))) {
    const names = ['ledger', ...Object.keys(config.helpdesks)]
    throw new TrainingRefused(
      'not-found',
      furtherFiles.length > 0
        ? `There is no file ${path}; several --from have to be files.`
        : `There is no file ${path}, and no help desk of that name (there is ${names.join(', ')}).`,
    )
  }
  const file = await readTicketFile(path, { wanted: columns, most, since: since ?? undefined, signal })
  const taken = Object.entries(file.columns).map(([role, name]) =>
    role === name ? role : `${name} as ${role}`,
  )
  progress.say(`${path}: ${file.format}. Taken: ${taken.join(', ')}.`)
  if (file.unused.length > 0) progress.say(`Not looked at: ${file.unused.slice(0, 20).join(', ')}.`)
  for (const { line, why } of file.broken.slice(0, 5)) progress.say(`Line ${line} is left out. ${why}`)
  return file
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const countsOf = (counts: Record<string, number>): DroppedTexts[] =>
  Object.entries(counts)
    .filter(([, texts]) => texts > 0)
    .map(([reason, texts]) => ({ reason, texts }))
