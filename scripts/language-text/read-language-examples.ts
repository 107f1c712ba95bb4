import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createRandom } from '../../src/classify/model/learn/random.ts'
import { repairSpanish } from './repair-spanish.ts'

export const languages = ['ca', 'de', 'en', 'es', 'fr', 'it', 'nl', 'pt']

export interface LanguageExample {
  text: string
  /** Index into `languages`; one more: none of them. */
  klass: number
  weight: number
}

/** What was written for Relevo is nearer to what people write to a help desk than what stands on web pages. */
const ownWeight = 3
const wordWeight = 1.5
const otherWeight = 2
const heldPart = 0.15
/** Many people write without accents. */
const withoutAccentsPart = 0.25

/**
 * Reads all texts. Sentences are learnt from whole and in pieces of two to seven words, since subjects are short. What is held out
 * shares no line with what is learnt; it is another part for another seed. The same on every machine.
 */
export const readLanguageExamples = async (
  folder: string,
  seed: number,
): Promise<{ learnt: LanguageExample[]; held: LanguageExample[] }> => {
  const random = createRandom(seed)
  const learnt: LanguageExample[] = []
  const held: LanguageExample[] = []
  const add = (texts: readonly string[], klass: number, weight: number): void => {
    if (random() < heldPart) {
      held.push(...texts.map((text) => ({ text, klass, weight })))
      return
    }
    for (const text of texts) {
      learnt.push({ text, klass, weight })
      const plain = withoutAccents(text)
      if (plain !== text && random() < withoutAccentsPart) learnt.push({ text: plain, klass, weight })
    }
  }
  for (const kind of ['sentences', 'word_pairs', 'single_words']) {
    for (const { text, label } of await readRows(join(folder, 'langid', `${kind}.jsonl.gz`))) {
      const right = label === 'es' ? repairSpanish(text) : text
      add(kind === 'sentences' ? [right, ...cutUp(right, random)] : [right], languages.indexOf(label), 1)
    }
  }
  const own = new URL('.', import.meta.url)
  for (const file of (await readdir(own)).filter((name) => name.endsWith('.txt')).sort()) {
    const language = file.slice(0, -'.txt'.length)
    const klass = language === 'other' ? languages.length : languages.indexOf(language)
    const [lines = '', words = ''] = (await readFile(new URL(file, own), 'utf8')).split('\nwords:\n')
    for (const line of linesOf(lines)) {
      add([line], klass, language === 'other' ? otherWeight : ownWeight)
      // Of the languages that are not told apart there is little text: their words are mixed to more.
      if (language !== 'other') continue
      for (let at = 0; at < 3; at += 1) add([drawSome(line.split(' '), 3, random)], klass, otherWeight)
    }
    for (const line of linesOf(words)) {
      const each = line.split(' ')
      add([line], klass, ownWeight)
      for (const word of each) add([word], klass, wordWeight)
      for (let at = 0; at < each.length; at += 1) add([drawSome(each, 2, random)], klass, ownWeight)
    }
  }
  return { learnt, held }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

const readRows = async (path: string): Promise<{ text: string; label: string }[]> =>
  gunzipSync(await readFile(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}+/gu, '')

const cutUp = (text: string, random: () => number): string[] => {
  const words = text.split(/\s+/)
  const pieces: string[] = []
  for (let at = 0; at < words.length; ) {
    const length = 2 + Math.floor(random() * 6)
    pieces.push(words.slice(at, at + length).join(' '))
    at += length
  }
  return pieces
}

/** Some words of a list: `least` to two more. */
const drawSome = (words: readonly string[], least: number, random: () => number): string =>
  Array.from(
    { length: least + Math.floor(random() * 3) },
    () => words[Math.floor(random() * words.length)],
  ).join(' ')
