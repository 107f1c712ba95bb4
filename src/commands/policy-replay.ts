import { isDeepStrictEqual } from 'node:util'
import type { Configuration } from '../../schemas/configuration.ts'
import { type Plan, planDelivery } from '../bridge/plan-delivery.ts'
import { openClassifier } from '../classify/open-classifier.ts'
import type { Entry, Ledger } from '../ledger/ledger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { type CompiledPolicy, historyDays, type PolicyFacts, type RequesterAnswer } from '../policy/policy.ts'
import { exitCode, isSet, type ParsedArguments, textOption, UsageError } from './command.ts'
import { readPolicy, usablePolicy } from './read-policy.ts'
import { readRequester } from './read-requester.ts'
import { plainText, renderTable } from './table.ts'
import { withLedger } from './with-ledger.ts'

const dayMs = 86_400_000

interface Change {
  field: string
  before: unknown
  after: unknown
}

interface Difference {
  id: string
  receivedAt: number
  source: string
  /** Names of the rules that match now, and that would match. */
  rulesBefore: string[]
  rulesAfter: string[]
  changes: Change[]
}

/**
 * Applies rules to the hand-offs of the last days and shows what would have gone differently: the rules of `--file` compared with the
 * configured ones, or the configured ones with none. Reads only.
 */
export const replayPolicy = async (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const days = readDays(textOption(parsed, 'days'))
  const requester = readRequester(parsed)
  const isOther = textOption(parsed, 'file') !== undefined
  const read = readPolicy(parsed, terminal)
  if (read.kind === 'not-configured') return exitCode.configuration
  const after = usablePolicy(read.policy, terminal)
  if (after === null) return exitCode.configuration
  const configured = isOther ? readPolicy({ ...parsed, values: {} }, terminal) : null
  const configuredPolicy = configured?.kind === 'read' ? configured.policy : null
  const before = configuredPolicy === null ? null : usablePolicy(configuredPolicy, terminal)
  if (configuredPolicy !== null && before === null) return exitCode.configuration
  return withLedger(terminal, async ({ ledger }) => {
    const compare = createComparison({
      ledger,
      config: read.config,
      before: before?.policy ?? null,
      after: after.policy,
      requester,
    })
    const differences: Difference[] = []
    let looked = 0
    let without = 0
    for await (const entry of entriesOf(ledger, Date.now() - days * dayMs)) {
      const difference = await compare(entry)
      if (difference === 'no-content') without += 1
      else looked += 1
      if (typeof difference === 'object' && difference !== null) differences.push(difference)
      if (terminal.stderr.isTTY === true && looked % 100 === 0) terminal.stderr.write(`\r${looked} looked at`)
    }
    if (terminal.stderr.isTTY === true && looked >= 100) terminal.stderr.write('\r\u001b[K')
    const report = {
      days,
      before: before?.policy.version ?? null,
      after: after.policy.version,
      looked,
      without,
      differences,
    }
    if (isSet(parsed, 'json')) terminal.stdout.write(`${JSON.stringify(present(report))}\n`)
    else terminal.stdout.write(describe(report, terminal.stdout.isTTY === true))
    return exitCode.ok
  })
}

const readDays = (text = '30'): number => {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new UsageError('--days takes a number from 1 to 3650.')
  return days
}

/** What was refused at the door never got to the rules. */
const states: Entry['state'][] = ['received', 'delivering', 'waiting', 'parked', 'delivered', 'dismissed']

async function* entriesOf(ledger: Ledger, receivedAfter: number): AsyncGenerator<Entry> {
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Ledger['list']>> = await ledger.list({
      state: states,
      receivedAfter,
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    })
    yield* page.entries
    cursor = page.next
  } while (cursor !== null)
}

const createComparison = ({
  ledger,
  config,
  before,
  after,
  requester,
}: {
  ledger: Ledger
  config: Configuration
  before: CompiledPolicy | null
  after: CompiledPolicy
  requester: RequesterAnswer
}) => {
  const classifier = openClassifier({ config, observe: () => {} })
  const asksHistory = before?.asksHistory === true || after.asksHistory

  const deliveredBefore = async ({ id, requesterKey, helpdesk, receivedAt }: Entry): Promise<number[]> => {
    if (!asksHistory) return []
    const since = receivedAt - historyDays * dayMs
    const recent = await ledger.recentlyDelivered({ requesterKey, helpdesk, since, limit: 200 })
    return recent
      .filter((entry) => entry.id !== id && (entry.endedAt ?? Number.POSITIVE_INFINITY) <= receivedAt)
      .map(({ endedAt }) => endedAt ?? 0)
  }

  return async (entry: Entry): Promise<Difference | 'same' | 'no-content'> => {
    const { id, source, helpdesk, handoff, receivedAt } = entry
    if (handoff === null) return 'no-content'
    const { subject, summary, category, language } = handoff
    const facts: PolicyFacts = {
      source,
      brand: config.sources[source]?.brand ?? null,
      // One that a rule has moved began where its source sends it.
      helpdesk: config.sources[source]?.helpdesk ?? helpdesk,
      handoff,
      classification:
        entry.classification ??
        (await classifier.classify({
          subject,
          text: summary,
          botCategory: category,
          language,
          trustBot: config.sources[source]?.trustCategory ?? true,
        })),
      receivedAt,
      delivered: await deliveredBefore(entry),
      requester,
    }
    const was = planDelivery(before, facts, config)
    const would = planDelivery(after, facts, config)
    const changes = compare(was.plan, would.plan)
    if (changes.length === 0) return 'same'
    const rulesBefore = was.evaluation?.matched ?? []
    const rulesAfter = would.evaluation?.matched ?? []
    return { id, receivedAt, source, rulesBefore, rulesAfter, changes }
  }
}

const compare = (before: Plan, after: Plan): Change[] =>
  Object.entries(before).flatMap(([field, was]): Change[] => {
    const would: unknown = Reflect.get(after, field)
    return isDeepStrictEqual(was, would) ? [] : [{ field, before: was, after: would }]
  })

interface Report {
  days: number
  before: string | null
  after: string
  looked: number
  without: number
  differences: Difference[]
}

const present = ({ differences, without, ...report }: Report) => ({
  ...report,
  without_content: without,
  different: differences.length,
  handoffs: differences.map(({ id, receivedAt, source, rulesBefore, rulesAfter, changes }) => ({
    id,
    received_at: new Date(receivedAt).toISOString(),
    source,
    rules_before: rulesBefore,
    rules_after: rulesAfter,
    changes,
  })),
})

const shown = (value: unknown): string => {
  if (value === null) return '-'
  const text = plainText(typeof value === 'string' ? value : JSON.stringify(value))
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

const describe = ({ days, before, after, looked, without, differences }: Report, colour: boolean): string => {
  const table = renderTable(
    differences,
    [
      { title: 'id', cell: ({ id }) => id },
      {
        title: 'received',
        cell: ({ receivedAt }) => new Date(receivedAt).toISOString().slice(0, 16).replace('T', ' '),
      },
      { title: 'source', cell: ({ source }) => source },
      { title: 'rules', cell: ({ rulesAfter }) => plainText(rulesAfter.join(', ') || '-') },
      {
        title: 'what changes',
        cell: ({ changes }) =>
          changes
            .map(({ field, before, after }) => `${field}: ${shown(before)} → ${shown(after)}`)
            .join('; '),
      },
    ],
    colour,
  )
  const versions = before === null ? `no rules and ${after}` : `${before} and ${after}`
  const removed = without === 0 ? '' : ` ${without} more have no content any more.`
  const sum = `${differences.length} of ${looked} hand-offs of the last ${days} days would go differently (${versions}).${removed}\n`
  return differences.length === 0 ? sum : `${table}\n${sum}`
}
