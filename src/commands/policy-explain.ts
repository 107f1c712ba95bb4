import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import type { Configuration } from '../../schemas/configuration.ts'
import { type Plan, type PlannedEscalation, planDelivery } from '../bridge/plan-delivery.ts'
import { openClassifier } from '../classify/open-classifier.ts'
import { parseHandoff } from '../intake/parse-handoff.ts'
import { readDelivery } from '../intake/read-delivery.ts'
import type { Terminal } from '../ops/terminal.ts'
import type { PolicyFacts, RuleResult } from '../policy/policy.ts'
import { exitCode, isSet, type ParsedArguments, textOption, UsageError } from './command.ts'
import { readPolicy, usablePolicy } from './read-policy.ts'
import { readRequester } from './read-requester.ts'
import { plainText, renderTable } from './table.ts'

/** What the rules make of one hand-off, and why; nothing is stored or sent. */
export const explainPolicy = async (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const read = readPolicy(parsed, terminal)
  if (read.kind === 'not-configured') return exitCode.configuration
  const loaded = usablePolicy(read.policy, terminal)
  if (loaded === null) return exitCode.configuration
  const facts = await readFacts(parsed, read.config)
  if ('refused' in facts) {
    terminal.stderr.write(
      `This hand-off would be refused:\n${facts.refused.map((line) => `  ${line}\n`).join('')}`,
    )
    return exitCode.failed
  }
  const { plan, evaluation } = planDelivery(loaded.policy, facts, read.config)
  const rules = evaluation?.rules ?? []
  const problems = evaluation?.problems ?? []
  if (isSet(parsed, 'json')) {
    const { category, decidedBy, confidence } = facts.classification
    const report = { version: loaded.policy.version, category, decidedBy, confidence, rules, problems, plan }
    terminal.stdout.write(`${JSON.stringify(report)}\n`)
    return exitCode.ok
  }
  const colour = terminal.stdout.isTTY === true
  terminal.stdout.write(`${headLine(facts)}\n\n`)
  terminal.stdout.write(
    renderTable(
      rules,
      [
        { title: 'rule', cell: ({ rule }) => plainText(rule) },
        { title: 'result', cell: ({ kind }) => kind.replace('-', ' ') },
        { title: 'why', cell: (result) => plainText(whyOf(result)) },
      ],
      colour,
    ),
  )
  for (const { rule, field, message } of problems) terminal.stdout.write(`\n${rule}, ${field}: ${message}\n`)
  terminal.stdout.write(`\n${describePlan(plan)}`)
  return exitCode.ok
}

const headLine = ({ source, receivedAt, classification }: PolicyFacts): string => {
  const { category, decidedBy, confidence } = classification
  const sure = confidence === null ? '' : `, ${Math.round(confidence * 100)} %`
  return `From ${source} at ${new Date(receivedAt).toISOString()}; category ${category ?? 'unsure'} (${decidedBy}${sure}).`
}

const whyOf = (result: RuleResult): string => {
  switch (result.kind) {
    case 'matched':
      return ''
    case 'missed':
      return `${result.miss.condition}: wanted ${result.miss.wanted}; saw ${result.miss.saw}`
    case 'not-reached':
      return `"${result.by}" ended it`
    default:
      return result satisfies never
  }
}

/** The plan as lines to read; what is empty is left out. */
export const describePlan = (plan: Plan): string => {
  const { park, customFields, tags, notes, escalations, acknowledgement, ...rest } = plan
  const rows: [string, string | null][] = [
    ...Object.entries(rest),
    ['tags', tags.join(', ')],
    ...Object.entries(customFields).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
    ...notes.map((note): [string, string] => ['note', note]),
    ['bot says', acknowledgement],
    ...escalations.map((step): [string, string] => ['escalate', describeEscalation(step)]),
  ]
  const lines = rows
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `  ${name.padEnd(12)} ${plainText(value ?? '')}\n`)
  const title =
    park === null
      ? 'What would be sent:'
      : `It would be kept for a person: ${plainText(park)}\nOnce released:`
  return `${title}\n${lines.join('')}`
}

const describeEscalation = ({ due, unless, tags, ...rest }: PlannedEscalation): string => {
  const does = Object.entries({ ...rest, tags: tags.join(', ') || null })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
  return `${due} unless ${unless.join(' or ')}: ${does.join('; ') || 'note'}`
}

const readBytes = async (path: string | undefined): Promise<Buffer> => {
  if (path !== undefined && path !== '-') {
    try {
      return await readFile(path)
    } catch (error) {
      throw new UsageError(
        `Cannot read ${path} (${error instanceof Error && 'code' in error ? error.code : 'unreadable'}).`,
      )
    }
  }
  if (process.stdin.isTTY) throw new UsageError('Name a file with a hand-off, or send one to standard input.')
  return Buffer.from(await readAll(process.stdin))
}

const readTime = (text: string | undefined): number => {
  const time = text === undefined ? Date.now() : Date.parse(text)
  if (Number.isNaN(time))
    throw new UsageError(`"${text}" is no time; write one such as 2026-12-24T18:30:00-03:00.`)
  return time
}

const readFacts = async (
  parsed: ParsedArguments,
  config: Configuration,
): Promise<PolicyFacts | { refused: string[] }> => {
  const receivedAt = readTime(textOption(parsed, 'at'))
  const names = Object.keys(config.sources)
  const name = textOption(parsed, 'source') ?? names[0] ?? 'generic'
  const source = config.sources[name]
  if (source === undefined && names.length > 0)
    throw new UsageError(`There is no source "${name}"; use one of ${names.join(', ')}.`)
  const bytes = await readBytes(parsed.positionals[1])
  const delivery = readDelivery({ 'content-type': 'application/json' }, bytes, source?.htmlEscaped)
  if (!delivery.ok) return { refused: [delivery.detail] }
  const { fields = {}, idempotencyField = 'message_id', language = config.language } = source ?? {}
  const result = parseHandoff(delivery.body, { fields, idempotencyField, language })
  if (!result.ok) return { refused: result.faults.map(({ field, message }) => `${field}: ${message}`) }
  const { handoff } = result
  const classifier = openClassifier({ config, observe: () => {} })
  const { subject, summary, category } = handoff
  return {
    source: name,
    brand: source?.brand ?? null,
    helpdesk: source?.helpdesk ?? 'main',
    handoff,
    classification: await classifier.classify({
      subject,
      text: summary,
      botCategory: category,
      language: handoff.language,
      trustBot: source?.trustCategory ?? true,
    }),
    receivedAt,
    delivered: [],
    requester: readRequester(parsed),
  }
}
