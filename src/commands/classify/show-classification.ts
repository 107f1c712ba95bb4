import type { Classification, Reason, Step } from '../../../schemas/classification.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { describeReason } from '../../classify/describe-reason.ts'
import { plainText } from '../../ops/plain-text.ts'
import { textWidth } from '../../ops/text-width.ts'
import { wrapText } from '../../ops/wrap-text.ts'
import { renderTable } from '../table.ts'

const barWidth = 20

/** A part 0..1 as a bar of twenty blocks, and as a percentage. Anything above nothing shows. */
export const barOf = (part: number, width = barWidth): string => {
  const full = part > 0 ? Math.max(1, Math.round(part * width)) : 0
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${(part * 100).toFixed(part >= 0.9995 ? 0 : 1)} %`
}

/**
 * A classification for a terminal: what it is, how sure, who decided. `explain` adds each step with its time, the words that carried it
 * with their parts, what came next, and similar tickets. Ends with a newline.
 */
export const showClassification = (
  classification: Classification,
  { colour, width, explain }: { colour: boolean; width: number; explain: boolean },
): string => {
  const { category, reasons } = classification
  const rows: [name: string, value: string][] = [
    ['category', category === null ? 'unsure' : nameOf(category)],
    ...(classification.confidence === null
      ? []
      : [['confidence', barOf(classification.confidence)] as [string, string]]),
    ['decided by', sayWho(classification)],
    ...filedAs(classification),
    ...languageOf(classification),
  ]
  const words = reasonOf(reasons, 'model-words')
  const similar = reasonOf(reasons, 'similar')
  // What a table shows below need not be a sentence too.
  const shown = explain ? reasons.filter((reason) => reason !== words && reason !== similar) : reasons
  const indent = 12
  return [
    ...rows.map(([name, value]) => `${name.padEnd(indent)}${plainText(value)}\n`),
    ...shown.flatMap((reason, at) =>
      wrapText(describeReason(reason, 'en'), Math.max(20, width - indent)).map(
        (line, number) => `${(at === 0 && number === 0 ? 'why' : '').padEnd(indent)}${line}\n`,
      ),
    ),
    ...(explain ? explainMore(classification, { words, similar, colour }) : []),
  ].join('')
}

const explainMore = (
  { steps = [] }: Classification,
  {
    words,
    similar,
    colour,
  }: {
    words: Extract<Reason, { code: 'model-words' }> | undefined
    similar: Extract<Reason, { code: 'similar' }> | undefined
    colour: boolean
  },
): string[] => {
  const parts: string[] = []
  if (words !== undefined && words.words.length > 0) {
    const against = words.runnerUp === null ? '' : ` rather than ${nameOf(words.runnerUp)}`
    const widest = Math.max(...words.words.map(({ text }) => textWidth(plainText(text))))
    parts.push(`\nWords that spoke for ${plainText(nameOf(words.category))}${plainText(against)}:\n`)
    for (const { text, contribution } of words.words) {
      const word = plainText(text)
      parts.push(`  ${word}${' '.repeat(widest - textWidth(word))}  ${barOf(contribution)}\n`)
    }
  }
  if (similar !== undefined && similar.tickets.length > 0) {
    parts.push('\n')
    parts.push(
      renderTable(
        similar.tickets,
        [
          { title: 'similar ticket', cell: ({ ticket }) => plainText(ticket) },
          { title: 'filed as', cell: ({ category }) => plainText(category === null ? '' : nameOf(category)) },
          { title: 'alike', cell: ({ likeness }) => `${Math.round(likeness * 100)} %`, align: 'right' },
        ],
        colour,
      ),
    )
  }
  if (steps.length > 0) parts.push(`\n${renderSteps(steps, colour)}`)
  return parts
}

const renderSteps = (steps: readonly Step[], colour: boolean): string =>
  renderTable(
    [...steps],
    [
      { title: 'step', cell: ({ step }) => step },
      { title: 'verdict', cell: ({ verdict }) => verdict },
      { title: 'category', cell: ({ category }) => plainText(category ?? '') },
      {
        title: 'confidence',
        cell: ({ confidence }) => (confidence === null ? '' : `${(confidence * 100).toFixed(1)} %`),
        align: 'right',
      },
      { title: 'ms', cell: ({ ms }) => ms.toFixed(2), align: 'right' },
    ],
    colour,
  )

const nameOf = (category: string): string => {
  const name = describeCategory(category, 'en')
  return name === category ? category : `${category} (${name})`
}

const sayWho = ({ decidedBy, model }: Classification): string => {
  const asked = model === null || model === undefined ? '' : ` ${model}`
  switch (decidedBy) {
    case 'bot':
      return 'the bot'
    case 'rule':
      return 'rules: keywords and patterns'
    case 'model':
      return `model${asked}`
    case 'llm':
      return 'language model'
    case 'none':
      return `nobody: it stays open${asked === '' ? '' : ` (model${asked} was asked)`}`
    default:
      return decidedBy satisfies never
  }
}

const filedAs = (classification: Classification): [string, string][] => {
  const { type, group, priority, priorityConfidence, tags } = classification
  const sure =
    priorityConfidence === null || priorityConfidence === undefined
      ? ''
      : ` (${Math.round(priorityConfidence * 100)} %)`
  const parts = [
    ...(type === null ? [] : [`type ${type}`]),
    ...(group === null ? [] : [`group ${group}`]),
    ...(priority === null ? [] : [`priority ${priority}${sure}`]),
    ...(tags.length === 0 ? [] : [`tags ${tags.join(', ')}`]),
  ]
  return parts.length === 0 ? [] : [['filed as', parts.join(' · ')]]
}

const languageOf = ({ language }: Classification): [string, string][] =>
  language === null || language === undefined
    ? []
    : [['language', `${language.code} (${Math.round(language.confidence * 100)} %)`]]

const reasonOf = <Code extends Reason['code']>(
  reasons: readonly Reason[],
  code: Code,
): Extract<Reason, { code: Code }> | undefined =>
  reasons.find((reason): reason is Extract<Reason, { code: Code }> => reason.code === code)
