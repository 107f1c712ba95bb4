/** A longer line is cut: a model reads only the beginning of a text. */
const longestLine = 1_000_000

/** The lines of a stream of UTF-8 that are not empty, each with its number, as they come in. */
export async function* readLines(
  stream: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new TextDecoder()
  let [rest, line] = ['', 0]
  for await (const chunk of stream) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = (lines.pop() ?? '').slice(0, longestLine)
    for (const text of lines) {
      line += 1
      if (text.trim() !== '') yield { line, text: text.trim() }
    }
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield { line: line + 1, text: rest.trim() }
}
