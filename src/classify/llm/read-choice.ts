const thinking = /<think>[\s\S]*?(?:<\/think>|$)/g
const longest = 4000

/**
 * Which of the options a language model's answer names, where the server did not hold it to a format: JSON with one text that is an
 * option, fenced or not, or an answer that has exactly one of the options in it as a word. Null: none, or several.
 */
export const readChoice = (answer: string, options: readonly string[]): string | null => {
  const text = answer.slice(0, longest).replace(thinking, ' ')
  const fromJson = readJson(text, options)
  if (fromJson !== null) return fromJson
  const words = new Set(text.toLowerCase().split(/[^\p{L}\p{N}_-]+/u))
  const named = options.filter((option) => words.has(option.toLowerCase()))
  return named.length === 1 ? (named[0] ?? null) : null
}

const readJson = (text: string, options: readonly string[]): string | null => {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')]
  if (from === -1 || to < from) return null
  try {
    const values: unknown[] = Object.values(JSON.parse(text.slice(from, to + 1)))
    const named = options.filter((option) => values.includes(option))
    return named.length === 1 ? (named[0] ?? null) : null
  } catch {
    return null
  }
}
