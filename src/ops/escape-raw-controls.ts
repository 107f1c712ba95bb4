/**
 * Escapes line breaks, tabs and other control characters that stand raw inside the strings of a JSON text. Templates of
 * Botpress v12 and Zapier's Custom Request put what a person wrote between quotes as it is, and people press Enter.
 */
export const escapeRawControls = (text: string): string => {
  // By hand, because a pattern for string literals would need a backtracking stack as long as the text.
  const parts: string[] = []
  let inString = false
  let copiedTo = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) inString = !inString
    else if (inString && code === backslash) index += 1
    else if (inString && code < space) {
      parts.push(text.slice(copiedTo, index), `\\u${code.toString(16).padStart(4, '0')}`)
      copiedTo = index + 1
    }
  }
  return parts.join('') + text.slice(copiedTo)
}

const quote = 0x22
const backslash = 0x5c
const space = 0x20
