import { createReadStream } from 'node:fs'
import type { Terminal } from '../../ops/terminal.ts'
import { type ParsedArguments, textOption, UsageError } from '../command.ts'

/** Far more than a reply may have; what is too long for it is told with its own limit. */
const mostTextBytes = 1_000_000

/** The text of `--text`, of the file of `--file`, else of standard input when it is no terminal. Throws `UsageError`. */
export const readText = async (parsed: ParsedArguments, { stdin }: Terminal): Promise<string> => {
  const [text, file] = [textOption(parsed, 'text'), textOption(parsed, 'file')]
  if (text !== undefined && file !== undefined) throw new UsageError('--text and --file exclude each other.')
  if (text !== undefined) return text
  if (file !== undefined && file !== '-') return decode(await readBytes(file, mostTextBytes), file)
  if (stdin === undefined || stdin.isTTY === true)
    throw new UsageError('Say what: --text "…", --file FILE, or by standard input.')
  return decode(await readUpTo(stdin, 'standard input', mostTextBytes), 'standard input')
}

/** A file's content, up to `most` bytes: a path may lead to a device that never ends. Throws `UsageError`. */
export const readBytes = async (path: string, most: number): Promise<Uint8Array> => {
  try {
    return await readUpTo(createReadStream(path), path, most)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : 'unreadable'
    throw new UsageError(`Cannot read ${path} (${code}).`)
  }
}

const readUpTo = async (
  stream: AsyncIterable<string | Uint8Array>,
  place: string,
  most: number,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    length += bytes.length
    if (length > most) throw new UsageError(`${place} has more than ${most / 1_000_000} MB.`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

// A customer must not read the remains of another encoding.
const decode = (bytes: Uint8Array, place: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trimEnd()
  } catch {
    throw new UsageError(`The text of ${place} is not UTF-8.`)
  }
}
