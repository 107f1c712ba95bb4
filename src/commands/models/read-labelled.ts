import type { Configuration } from '../../../schemas/configuration.ts'
import { type Target, targets } from '../../classify/bundles/bundle.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import { joinSubjectAndBody } from '../../classify/join-subject-and-body.ts'
import type { LanguageDetector } from '../../classify/language/language-detector.ts'
import type { TextToJudge } from '../../classify/model/judge-texts.ts'
import { readTicketFile } from '../../training/files/read-ticket-file.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { createCategoryRecogniser } from '../../training/targets/create-category-recogniser.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { countOption, listOption, type ParsedArguments, textOption, UsageError } from '../command.ts'

/** A text of a file, with what it is. */
export interface LabelledText extends TextToJudge {
  /** Where it stands: `#4711`, `line 12`. */
  reference: string
  label: string
  /** ms */
  createdAt: number | null
}

export interface LabelledFile {
  /** Rows of the file, those that cannot be used too. */
  read: number
  /** Rows without a text; those that cannot be read. */
  empty: number
  broken: number
  /** Of the targets that were asked for, those that the file has labels of. */
  texts: ReadonlyMap<Target, LabelledText[]>
}

/** Options of every command that reads labelled texts; `usage` tells them. */
export const labelledOptions = {
  target: { type: 'string', multiple: true },
  'text-column': { type: 'string' },
  'label-column': { type: 'string' },
  most: { type: 'string' },
} as const

export const labelledUsage = '[--target TARGET]… [--text-column NAME] [--label-column NAME] [--most N]'

const mostByDefault = 100_000
const mostEver = 1_000_000

export const mostOf = (parsed: ParsedArguments): number =>
  countOption(parsed, 'most', mostEver) ?? mostByDefault

/** Which columns were named, and for which targets. `offered`: those that there are models of. Throws `UsageError`. */
export const readWantedTargets = (
  parsed: ParsedArguments,
  offered: readonly Target[],
): { wanted: Target[]; labelColumn: string | undefined } => {
  const asked = listOption(parsed, 'target').flatMap((text) => text.split(',').map((name) => name.trim()))
  const known = asked.map((name) => {
    const target = targets.find((each) => each === name)
    if (target === undefined) throw new UsageError(`--target takes ${targets.join(', ')}.`)
    if (!offered.includes(target))
      throw new UsageError(`The model tells no ${target}; it tells ${offered.join(', ')}.`)
    return target
  })
  const wanted = known.length === 0 ? [...offered] : [...new Set(known)]
  const labelColumn = textOption(parsed, 'label-column')
  if (labelColumn !== undefined && wanted.length !== 1)
    throw new UsageError(`Say what --label-column holds: --target ${wanted.join(' or --target ')}.`)
  return { wanted, labelColumn }
}

/**
 * Reads the texts of a file with what they were filed under. Categories are taken by their configured names, as in a training. Where
 * there is one target and the file has labels of another kind alone, those are taken. Throws `TrainingRefused`.
 */
export const readLabelled = async (
  file: string,
  {
    wanted,
    labelColumn,
    textColumn,
    most,
    config,
    language,
  }: {
    wanted: readonly Target[]
    labelColumn: string | undefined
    textColumn: string | undefined
    most: number
    config: Configuration
    language: Pick<LanguageDetector, 'detect'>
  },
): Promise<LabelledFile> => {
  const [only, second] = wanted
  const labels = labelColumn === undefined || only === undefined ? {} : { [only]: labelColumn }
  const { tickets, broken } = await readTicketFile(file, {
    most,
    wanted: { labels, ...(textColumn === undefined ? {} : { text: textColumn }) },
  })
  const recognise = createCategoryRecogniser(config.categories ?? defaultCategories)
  const textOf = (ticket: PastTicket) => joinSubjectAndBody(ticket.subject, ticket.body)
  const texts = new Map<Target, LabelledText[]>()
  for (const target of wanted) {
    const labelled = collect((ticket) =>
      target === 'category' ? recognise(ticket) : (ticket.labels[target] ?? null),
    )
    if (labelled.length > 0) texts.set(target, labelled)
  }
  if (texts.size === 0 && only !== undefined && second === undefined) {
    const [other, another] = targets.filter((target) =>
      tickets.some(({ labels: own }) => own[target] !== undefined),
    )
    if (other !== undefined && another === undefined)
      texts.set(
        only,
        collect((ticket) => ticket.labels[other] ?? null),
      )
  }
  if (texts.size === 0)
    throw new TrainingRefused(
      'unusable',
      `${file} says of no text which ${wanted.join(' or ')} it is. Name the column: --target ${wanted[0]} --label-column NAME.`,
    )
  const empty = tickets.filter((ticket) => textOf(ticket) === '').length
  return { read: tickets.length + broken.length, empty, broken: broken.length, texts }

  function collect(labelOf: (ticket: PastTicket) => string | null): LabelledText[] {
    return tickets.flatMap((ticket) => {
      const [text, label] = [textOf(ticket), labelOf(ticket)]
      if (text === '' || label === null) return []
      const told = ticket.language ?? language.detect(text)?.code ?? null
      return [{ reference: ticket.name, text, label, language: told, createdAt: ticket.createdAt }]
    })
  }
}
