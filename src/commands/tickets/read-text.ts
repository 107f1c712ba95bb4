import { readFile } from 'node:fs/promises'
import type { Terminal } from '../../ops/terminal.ts'
import { type ParsedArguments, textOption, UsageError } from '../command.ts'

/** The text of `--text`, of the file of `--file`, else of standard input when it is no terminal. Throws `UsageError`. */
export const readText = async (parsed: ParsedArguments, { stdin }: Terminal): Promise<string> => {
  const [text, file] = [textOption(parsed, 'text'), textOption(parsed, 'file')]
  if (text !== undefined && file !== undefined) throw new UsageError('--text and --file exclude each other.')
  if (text !== undefined) return text
  if (file !== undefined && file !== '-') return decode(await readBytes(file), file)
  if (stdin === undefined || stdin.isTTY === true)
    throw new UsageError('Say what: --text "…", --file FILE, or by standard input.')
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return decode(Buffer.concat(chunks), 'standard input')
}

/** A file's content. Throws `UsageError`. */
export const readBytes = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unreadable'
    throw new UsageError(`Cannot read ${path} (${code}).`)
  }
}

// A customer must not read the remains of another encoding.
const decode = (bytes: Uint8Array, place: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trimEnd()
  } catch {
    throw new UsageError(`The text of ${place} is not UTF-8.`)
  }
}
