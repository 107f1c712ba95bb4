import { type Bundle, type Target, targets } from '../classify/bundles/bundle.ts'
import { defaultCategories } from '../classify/default-categories.ts'
import type { PastTicket } from '../training/past-ticket.ts'
import { createCategoryRecogniser } from '../training/targets/create-category-recogniser.ts'
import {
  type Command,
  countOption,
  exitCode,
  isSet,
  type ParsedArguments,
  textOption,
  UsageError,
} from './command.ts'
import { type OpenedModels, openModels } from './models/open-models.ts'
import { tellingRefusal } from './models/telling-refusal.ts'
import { collectTickets, readPlace } from './suggest-labels/collect-tickets.ts'
import { renderSuggestions } from './suggest-labels/render-suggestions.ts'
import { type Suggestions, suggest } from './suggest-labels/suggest.ts'
import { writeLabels } from './suggest-labels/write-labels.ts'

const suggestedByDefault = 50
const mostSuggested = 5000

const usage = [
  'relevo suggest-labels FILE|--from ledger [--target TARGET] [--most 50] [--out LABELS.csv] [--model NAME] [--json]',
  '    [--text-column NAME] [--label-column NAME]',
  '',
  'FILE is CSV or JSON Lines with tickets, some of which may have a label. Chosen are those of which the model in use is least sure',
  '(without a model: those that stand for most others), unlike each other and unlike what is labelled.',
  '--from ledger takes hand-offs that became tickets; those that a bot or a rule has filed count as labelled.',
  'TARGET is category (the default), type, group or priority. LABELS.csv has an empty column for what you decide; give it, filled in,',
  'to relevo train together with the tickets that are labelled already: a --from for each file.',
].join('\n  ')

/** Which tickets to label next, so that a model learns most of a person's time. */
export const suggestLabels: Command = {
  name: 'suggest-labels',
  usage,
  options: {
    from: { type: 'string' },
    target: { type: 'string' },
    most: { type: 'string' },
    out: { type: 'string' },
    model: { type: 'string' },
    'text-column': { type: 'string' },
    'label-column': { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (parsed, terminal) => {
    const place = readPlace(parsed)
    const target = readTarget(parsed)
    const most = countOption(parsed, 'most', mostSuggested) ?? suggestedByDefault
    const opened = openModels(terminal)
    if (opened === null) return exitCode.configuration
    return tellingRefusal(terminal, async () => {
      const bundle = await openBundle(opened, textOption(parsed, 'model'))
      const tickets = await collectTickets(place, target, parsed, terminal)
      if (typeof tickets === 'number') return tickets
      const recognise = createCategoryRecogniser(opened.config.categories ?? defaultCategories)
      const labelOf = (ticket: PastTicket) =>
        target === 'category' ? recognise(ticket) : (ticket.labels[target] ?? null)
      const found = suggest(tickets, { target, bundle, labelOf, most })
      const { stdout, stderr } = terminal
      const where = place === 'ledger' ? 'of the ledger' : `of ${place.file}`
      if (tickets.length === 0) {
        stderr.write(`There is no ticket ${where === 'of the ledger' ? 'in the ledger yet' : where}.\n`)
        return exitCode.failed
      }
      if (found.open === 0) {
        stderr.write(`Every ticket ${where} has a ${target} already; there is nothing to label.\n`)
        return exitCode.failed
      }
      if (found.suggestions.length === 0) {
        stderr.write(`No ticket ${where} without a ${target} has a text that says anything.\n`)
        return exitCode.failed
      }
      const out = textOption(parsed, 'out')
      if (out !== undefined) {
        const columns = {
          text: textOption(parsed, 'text-column') ?? 'text',
          label: textOption(parsed, 'label-column') ?? target,
        }
        await writeLabels(out, columns, found.suggestions, opened.config.language)
      }
      if (isSet(parsed, 'json')) stdout.write(`${JSON.stringify({ target, ...found })}\n`)
      else if (out === undefined)
        stdout.write(renderSuggestions(found.suggestions, stdout.columns ?? 100, stdout.isTTY === true))
      stderr.write(
        `${sayHow(found, target)}\n${sayNext(out, place, { parsed, target, labelled: found.labelled })}\n`,
      )
      return exitCode.ok
    })
  },
}

const readTarget = (parsed: ParsedArguments): Target => {
  const given = textOption(parsed, 'target') ?? 'category'
  const target = targets.find((each) => each === given)
  if (target === undefined) throw new UsageError(`--target takes ${targets.join(', ')}.`)
  return target
}

/** Null: none was named, and there is none in use that tells what is configured here. */
const openBundle = async (
  { store, config }: OpenedModels,
  name: string | undefined,
): Promise<Bundle | null> => {
  if (name !== undefined) return store.open(name)
  const bundle = await store.current()
  // What ships tells the categories that Relevo brings.
  return bundle?.name === 'starter' && config.categories !== undefined ? null : bundle
}

const sayHow = ({ suggestions, open, labelled, model }: Suggestions, target: Target): string =>
  `${suggestions.length} of ${open} tickets without a ${target}, ${
    model === null
      ? 'chosen by how much they stand for others: there is no model that tells it yet'
      : `chosen by what ${model} is least sure of`
  }${labelled === 0 ? '' : `, unlike the ${labelled} that have one`}.`

/** What is labelled already belongs to the training: what was chosen for being hard is too little, and not like the rest. */
const sayNext = (
  out: string | undefined,
  place: 'ledger' | { file: string },
  { parsed, target, labelled }: { parsed: ParsedArguments; target: Target; labelled: number },
): string => {
  if (out === undefined) return 'Write them to a file to label them: --out labels.csv'
  const others = place === 'ledger' || labelled === 0 ? 'LABELLED.csv' : place.file
  const [text, label] = [textOption(parsed, 'text-column'), textOption(parsed, 'label-column')]
  const columns = [
    ...(text === undefined ? [] : [`--text-column '${text}'`]),
    ...(label === undefined ? [] : [`--label-column '${target}=${label}'`]),
  ]
  const command = ['relevo train', `--from ${others}`, `--from ${out}`, ...columns].join(' ')
  return `They are in ${out}. Fill in its last column, and train on it together with what is labelled already: ${command}`
}
