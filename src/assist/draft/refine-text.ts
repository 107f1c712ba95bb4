import { firstName } from './compose-letter.ts'
import { placeholder } from './find-values.ts'
import { toneWordsOf } from './letter-words.ts'
import { splitStatements } from './split-statements.ts'
import { isFarewell, tellKind } from './tell-kind.ts'

/** Paragraphs between greeting and farewell, which stay as they are. */
interface Letter {
  before: string[]
  middle: string[]
  after: string[]
}

/** A letter in its parts; pure, and strung together again it is the letter. */
export const takeLetterApart = (text: string): Letter => {
  const paragraphs = text.trim().split(/\n\s*\n/)
  const isGreeting = (paragraph: string) => {
    const all = splitStatements(paragraph)
    return (
      all.length <= 2 && all.length > 0 && tellKind(all, 0, { closed: false, names: null }) === 'greeting'
    )
  }
  const farewell = paragraphs.findLastIndex((paragraph) => isFarewell(paragraph) && paragraph.length < 300)
  const end = farewell > 0 ? farewell : paragraphs.length
  const start = end > 0 && isGreeting(paragraphs[0] ?? '') ? 1 : 0
  return {
    before: paragraphs.slice(0, start),
    middle: paragraphs.slice(start, end),
    after: paragraphs.slice(end),
  }
}

const join = ({ before, middle, after }: Letter): string => [...before, ...middle, ...after].join('\n\n')

/** What stands below the farewell: who signs. */
export const signatureOf = (text: string): string[] => {
  const [, ...lines] = takeLetterApart(text).after.join('\n').split('\n')
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

/**
 * Leaves out what is only courtesy, else the last paragraph that is no list, no question and wants no value. Null: there is nothing
 * that could go without harm.
 */
export const shortenLetter = (text: string): string | null => {
  const letter = takeLetterApart(text)
  const needed = letter.middle.filter((paragraph) => !isCourtesy(paragraph))
  if (needed.length < letter.middle.length && needed.length > 0) return join({ ...letter, middle: needed })
  const last = letter.middle.findLastIndex(
    (paragraph, at) =>
      at > 0 &&
      !splitStatements(paragraph).some(({ isItem }) => isItem) &&
      !/[?:]\s*$/.test(paragraph) &&
      paragraph.search(placeholder) === -1,
  )
  return last === -1 ? null : join({ ...letter, middle: letter.middle.filter((_, at) => at !== last) })
}

/** Another greeting and another farewell; the words between them stay. Null: nothing would change. */
export const changeTone = (
  text: string,
  { tone, language, name }: { tone: 'formal' | 'friendly'; language: string; name: string | null },
): string | null => {
  const words = toneWordsOf(language, tone)
  const letter = takeLetterApart(text)
  if (words === null || letter.before.length === 0 || letter.after.length === 0) return null
  // Only the line of the greeting: a thank-you may stand in the same paragraph.
  const [greeting = '', ...rest] = (letter.before[0] ?? '').split('\n')
  const [, ...signature] = letter.after.join('\n').split('\n')
  const called = name === null ? namedIn(greeting) : tone === 'formal' ? name.trim() : firstName(name)
  const changed = join({
    before: [[words.greeting(called), ...rest].join('\n')],
    middle: letter.middle,
    after: [[words.closing, ...signature].join('\n')],
  })
  return changed === text.trim() ? null : changed
}

/**
 * Puts what another letter says into this one, before the farewell: its steps and what leads to them; of one without steps all but its
 * courtesy. Numbers go on from those that are there, so that each step can be spoken of. Null: there is nothing new in it.
 */
export const addParagraphs = (text: string, paragraphs: readonly string[]): string | null => {
  const letter = takeLetterApart(text)
  const added = takeMatter(paragraphs).filter((paragraph) => !text.includes(paragraph))
  // What leads to steps that are there already leads nowhere.
  if (added.length === 0 || added.every((paragraph) => paragraph.endsWith(':'))) return null
  const numbers = [...text.matchAll(numberOfStep)].map(([, number]) => Number(number))
  let next = Math.max(0, ...numbers)
  const numbered = added.map((paragraph) =>
    paragraph.replace(numberOfStep, (_, _number, mark: string) => {
      next += 1
      return `${next}${mark}`
    }),
  )
  return join({ ...letter, middle: [...letter.middle, ...numbered] })
}

const numberOfStep = /^(\d{1,3})([.)] )/gm

const takeMatter = (paragraphs: readonly string[]): string[] => {
  const hasSteps = (paragraph: string | undefined) =>
    paragraph !== undefined && splitStatements(paragraph).some(({ isItem }) => isItem)
  if (!paragraphs.some(hasSteps)) return paragraphs.map(withoutCourtesy).filter((each) => each !== '')
  return paragraphs.flatMap((paragraph, at) => {
    if (hasSteps(paragraph)) return [paragraph]
    const leads = paragraph.endsWith(':') && hasSteps(paragraphs[at + 1])
    return leads ? [withoutCourtesy(paragraph)] : []
  })
}

/** A text without the sentences that say nothing about the matter. */
const withoutCourtesy = (paragraph: string): string => {
  const all = splitStatements(paragraph)
  return all
    .filter(({ text }, at) => {
      const kind = tellKind(all, at, { closed: false, names: null })
      return text.endsWith(':') || (kind !== 'greeting' && kind !== 'closing')
    })
    .map(({ text }) => text)
    .join(' ')
}

const isCourtesy = (paragraph: string): boolean => {
  const all = splitStatements(paragraph)
  return all.every((statement, at) => {
    const kind = tellKind(all, at, { closed: false, names: null })
    return !statement.isItem && (kind === 'greeting' || kind === 'closing') && !statement.text.endsWith(':')
  })
}

const namedIn = (greeting: string): string | null =>
  /(?:hola,?|hello|hi|dear|estimad[oa](?:\/a)?)\s+(\p{Lu}[\p{L}'’-]+)/iu.exec(greeting)?.[1] ?? null
