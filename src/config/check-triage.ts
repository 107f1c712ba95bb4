import { defaultCategoryNames } from '../../schemas/default-category-names.ts'
import type { ConfigurationSketch } from './configuration-sketch.ts'
import { type Fault, formatPath, type PathSegment } from './fault.ts'
import { suggestName } from './suggest-name.ts'

const fault = (path: PathSegment[], message: string): Fault => ({
  path: formatPath(path),
  code: 'invalid',
  message,
  line: null,
})

const unknown = (kind: string, name: string, known: readonly string[]): string => {
  const near = suggestName(name, known)
  const hint = near === null ? `Known: ${known.join(', ')}.` : `Did you mean \`${near}\`?`
  return `There is no ${kind} \`${name}\`. ${hint}`
}

/** What triage names must be there: a mode for a category that is none would be no mode at all, and nobody would notice. */
const checkNames = ({ triage, helpdesks, categories }: ConfigurationSketch): Fault[] => {
  if (triage === undefined) return []
  const desks = Object.keys(helpdesks)
  const own = Object.keys(categories)
  const known: readonly string[] = own.length > 0 ? own : defaultCategoryNames
  return [
    ...triage.helpdesks.flatMap((name, index) =>
      desks.length === 0 || name === '' || desks.includes(name)
        ? []
        : [fault(['triage', 'helpdesks', index], unknown('help desk', name, desks))],
    ),
    ...Object.keys(triage.categories).flatMap((name) =>
      known.includes(name) ? [] : [fault(['triage', 'categories', name], unknown('category', name, known))],
    ),
  ]
}

const withEvents = ({ helpdesks }: ConfigurationSketch) =>
  Object.entries(helpdesks).flatMap(([name, { vendor, events }]) =>
    events === undefined || vendor === undefined ? [] : [{ name, vendor, secrets: events.secrets }],
  )

/** The events of a vendor have one address, which a source cannot have as well. */
const checkAddresses = (configuration: ConfigurationSketch): Fault[] =>
  [...new Set(withEvents(configuration).map(({ vendor }) => vendor))].flatMap((vendor) =>
    vendor in configuration.sources
      ? [
          fault(
            ['sources', vendor],
            `\`/webhooks/${vendor}\` takes the events of the help desk, so no source can have that name. Rename it, and give its bot the new address.`,
          ),
        ]
      : [],
  )

/** The secret says which help desk an event comes from. */
const checkShared = (configuration: ConfigurationSketch): Fault[] => {
  const holders = new Map<string, string>()
  return withEvents(configuration).flatMap(({ name, vendor, secrets }) =>
    secrets.flatMap((secret, index) => {
      const holder = holders.get(`${vendor} ${secret}`)
      holders.set(`${vendor} ${secret}`, holder ?? name)
      return secret === '' || holder === undefined || holder === name
        ? []
        : [
            fault(
              ['helpdesks', name, 'events', 'secrets', index],
              `The same secret as of help desk \`${holder}\`: it could not be told which of them an event comes from. Give each its own.`,
            ),
          ]
    }),
  )
}

const checkSecrets = (configuration: ConfigurationSketch): Fault[] => {
  const ofSources = new Map(
    Object.entries(configuration.sources).flatMap(([name, { authentication }]) =>
      authentication.secrets.map((secret): [string, string] => [secret, name]),
    ),
  )
  return withEvents(configuration).flatMap(({ name, secrets }) =>
    secrets.flatMap((secret, index): Fault[] => {
      const path = ['helpdesks', name, 'events', 'secrets', index]
      const source = ofSources.get(secret)
      if (secret !== '' && source !== undefined)
        return [
          { ...fault(path, `The same secret as of source \`${source}\`; give each its own.`), code: 'weak' },
        ]
      // Below 12 the schema has refused it already.
      return secret.length >= 12 && secret.length < 16
        ? [{ ...fault(path, 'Short enough to be guessed; take 16 characters or more.'), code: 'weak' }]
        : []
    }),
  )
}

const checkUnread = (configuration: ConfigurationSketch): Fault[] => {
  const { triage } = configuration
  return withEvents(configuration).flatMap(({ name }) => {
    const isTriaged =
      triage?.enabled === true && (triage.helpdesks.length === 0 || triage.helpdesks.includes(name))
    const message = 'Nobody looks at these events, and they are refused: this help desk is not triaged.'
    return isTriaged ? [] : [fault(['helpdesks', name, 'events'], message)]
  })
}

/** What triage wrote is told from what agents did by what it remembers: of what it has forgotten, its own values would be labels. */
const checkKept = ({ triage }: ConfigurationSketch): Fault[] => {
  if (triage?.enabled !== true) return []
  const { keep, learning } = triage
  if (keep === null || learning === null || !learning.enabled || keep >= learning.since) return []
  return [
    fault(
      ['triage', 'keep'],
      'Shorter than `triage.learning.since`: of tickets that are learnt from and not remembered, what triage itself wrote would pass for the work of agents. Keep them as long as they are learnt from, or learn from fewer days.',
    ),
  ]
}

const checkCosts = ({ triage }: ConfigurationSketch): Fault[] => {
  const costs = triage?.enabled === true ? triage.costs : null
  if (costs === null || costs.wrong > costs.manual) return []
  return [
    fault(
      ['triage', 'costs', 'wrong'],
      'A wrong route costs no more than filing by hand, so writing always pays: whatever is more likely right than wrong is written, even where all of it turns out wrong. Set what a ticket costs that was sent the wrong way.',
    ),
  ]
}

/** What triage and the events of help desks refer to, and what would keep events from being told apart or looked at. */
export const checkTriage = (configuration: ConfigurationSketch): { faults: Fault[]; warnings: Fault[] } => ({
  faults: [
    ...checkNames(configuration),
    ...checkAddresses(configuration),
    ...checkShared(configuration),
    ...checkKept(configuration),
  ],
  warnings: [...checkSecrets(configuration), ...checkUnread(configuration), ...checkCosts(configuration)],
})
