import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { addAbortSignal, pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { TrainingRefused } from '../training-refused.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface OpenedText {
  encoding: Encoding
  /** The file's text from its beginning, without a byte order mark, lines ended by `\n`. May be read several times. */
  read(): AsyncGenerator<string>
}

/**
 * Opens a text file, packed by gzip or not, and finds out how it is encoded: UTF-16 by its byte order mark or by its first letters,
 * else UTF-8 when all of it is that, else what Excel writes in Western Europe. Throws `TrainingRefused` when it is not there, is no
 * file, or may not be read; rejects when the signal aborts, as reading does from then on.
 */
export const openText = async (path: string, signal?: AbortSignal): Promise<OpenedText> => {
  const head = await readHead(path)
  const isPacked = head[0] === 0x1f && head[1] === 0x8b
  const bytes = (): Readable => {
    const file = createReadStream(path)
    // Whoever reads the second meets the failures of the first.
    const stream = isPacked ? pipeline(file, createGunzip(), () => {}) : file
    return signal === undefined ? stream : addAbortSignal(signal, stream)
  }
  const encoding = await telling(path, () => findEncoding(bytes()))
  return {
    encoding,
    async *read() {
      const decoder = new TextDecoder(encoding)
      let rest = ''
      for await (const chunk of bytes()) {
        const piece = rest + decoder.decode(chunk, { stream: true })
        // Half of a line's end waits for its other half.
        rest = piece.endsWith('\r') ? '\r' : ''
        yield piece.slice(0, piece.length - rest.length).replaceAll('\r\n', '\n')
      }
      yield rest + decoder.decode()
    },
  }
}

const readHead = (path: string): Promise<Uint8Array> =>
  telling(path, async () => {
    const about = await stat(path)
    // Opening a pipe waits for whoever writes to it; some devices have no end; and all is read more than once.
    if (!about.isFile() && !about.isDirectory())
      throw new TrainingRefused(
        'unusable',
        `${path} is no file, but a pipe or a device. Write what comes out of it to a file first.`,
      )
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(4), 0, 4, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  })

const findEncoding = async (bytes: AsyncIterable<Uint8Array>): Promise<Encoding> => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const chunk of bytes) {
      const wide = isFirst ? findWide(chunk) : null
      if (wide !== null) return wide
      isFirst = false
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}

/** Letters of Western languages have a zero beside them in UTF-16; null: it is not that. */
const findWide = ([first, second, third, fourth]: Uint8Array): Encoding | null => {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le'
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : null
}

const telling = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TrainingRefused) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new TrainingRefused(code === 'ENOENT' ? 'not-found' : 'unusable', sayWhy(path, code), {
      cause: error,
    })
  }
}

const sayWhy = (path: string, code: string): string => {
  switch (code) {
    case 'ENOENT':
      return `There is no file ${path}. Look at the name, or at the folder that you are in.`
    case 'EISDIR':
      return `${path} is a folder. Name the file in it.`
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read by this user. Give it the right to, or copy the file.`
    default:
      return code.startsWith('Z_')
        ? `${path} is packed, and damaged or cut off (${code}). Pack it again.`
        : `${path} cannot be read (${code || 'unknown'}).`
  }
}
