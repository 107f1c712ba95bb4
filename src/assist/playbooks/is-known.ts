import { compilePattern } from '../../policy/compile-pattern.ts'
import { patternOf } from './read-question.ts'

const mostCharacters = 20_000

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/**
 * Whether a text has one of the words or patterns that show that it answers a question of a playbook. Case and accents do not count;
 * words are whole ones. Looks at the first 20,000 characters, in time linear to them. Pure.
 */
export const isKnown = (known: readonly string[], text: string): boolean => {
  const plain = fold(text.slice(0, mostCharacters))
  const words = ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  return known.some((one) => {
    const pattern = patternOf(one)
    if (pattern === null) {
      const wanted = fold(one)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
      return wanted !== '' && words.includes(` ${wanted} `)
    }
    const compiled = compilePattern(pattern)
    return typeof compiled === 'function' && compiled(plain)
  })
}
