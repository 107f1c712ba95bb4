import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { defaultCategories } from '../src/classify/default-categories.ts'
import type { Example } from '../src/classify/model/example.ts'
import { normaliserVersion } from '../src/classify/model/text/normalise-text.ts'
import { backgroundTexts } from '../src/classify/starter/background.ts'

/** What the starter model is trained on: a folder for each language, a file for each class, a line for each text. */
export const starterTextsFolder = new URL('../src/classify/starter/texts/', import.meta.url)

export const starterTargets = ['category', 'priority'] as const
export type StarterTarget = (typeof starterTargets)[number]

export const priorities = ['urgent', 'high', 'medium', 'low'] as const

const priorityFile = 'priority-'

/**
 * All texts of a target. `priority-high.txt` holds texts of that priority alone; in `billing.txt` a tab and the text's priority stand
 * behind each text, so that it teaches both. Throws for a line or file of another form.
 */
export const readStarterTexts = async (target: StarterTarget): Promise<Example[]> => {
  const examples: Example[] = []
  for (const language of (await readdir(starterTextsFolder)).sort()) {
    const folder = new URL(`${language}/`, starterTextsFolder)
    for (const file of (await readdir(folder)).sort()) {
      const lines = (await readFile(new URL(file, folder), 'utf8')).trimEnd().split('\n')
      const name = file.replace('.txt', '')
      for (const line of lines) {
        const labels = readLine(name, line)
        const label = labels[target]
        if (label !== null) examples.push({ text: labels.text, label, language })
      }
    }
  }
  return examples
}

const readLine = (
  name: string,
  line: string,
): { text: string; category: string | null; priority: string | null } => {
  const [text = '', tag, ...more] = line.split('\t')
  const isOfPriority = name.startsWith(priorityFile)
  const priority = isOfPriority ? name.slice(priorityFile.length) : tag
  const isKnown = priorities.some((each) => each === priority)
  const isWhole = text.trim() !== '' && text === text.trim() && more.length === 0
  if (!isWhole || !isKnown || (isOfPriority ? tag !== undefined : !(name in defaultCategories)))
    throw new Error(`${name}: this line is no text with its priority: ${line}`)
  return { text, category: isOfPriority ? null : name, priority: priority ?? null }
}

/** What each class is called, in words; a category's configured names. */
export const starterHints = (target: StarterTarget): Record<string, string> =>
  target === 'priority'
    ? {}
    : Object.fromEntries(Object.entries(defaultCategories).map(([key, { names }]) => [key, names.join(' ')]))

/** SHA-256 of all that a target is trained on, in hexadecimal: another one says that it has to be trained again. */
export const digestOf = (target: StarterTarget, examples: readonly Example[]): string =>
  createHash('sha256')
    .update(JSON.stringify([normaliserVersion, examples, starterHints(target), backgroundTexts]))
    .digest('hex')
