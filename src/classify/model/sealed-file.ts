import { hash } from 'node:crypto'
import { ModelRefused } from './model-refused.ts'

/**
 * A small binary file that tells when it is not itself: eight letters that say what it is, the length of a JSON head (32 bits, little
 * endian), the head, the body, and a SHA-256 of everything before.
 */
const magicBytes = 8
const lengthBytes = 4
const digestBytes = 32
const mostHeadBytes = 32_000_000

export const sealFile = (magic: string, head: object, body: Uint8Array): Uint8Array => {
  const headBytes = Buffer.from(JSON.stringify(head))
  const from = magicBytes + lengthBytes + headBytes.length
  const bytes = Buffer.alloc(from + body.length + digestBytes)
  bytes.write(magic, 0, magicBytes, 'latin1')
  bytes.writeUInt32LE(headBytes.length, magicBytes)
  headBytes.copy(bytes, magicBytes + lengthBytes)
  bytes.set(body, from)
  bytes.set(digestOf(bytes.subarray(0, -digestBytes)), bytes.length - digestBytes)
  return bytes
}

/** The head is what JSON makes of it: the caller checks its shape. The body is a copy. Throws `ModelRefused`. */
export const openSealedFile = (magic: string, given: Uint8Array): { head: unknown; body: Uint8Array } => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length < magicBytes + lengthBytes + digestBytes) throw new ModelRefused('The file is too short.')
  const found = bytes.toString('latin1', 0, magicBytes)
  if (found !== magic)
    throw new ModelRefused(
      found.slice(0, -1) === magic.slice(0, -1)
        ? `The file was made by another version of Relevo: it is ${JSON.stringify(found)}, not ${JSON.stringify(magic)}.`
        : `The file does not begin with ${JSON.stringify(magic)}: it is something else.`,
    )
  const content = bytes.subarray(0, -digestBytes)
  if (!digestOf(content).equals(bytes.subarray(-digestBytes)))
    throw new ModelRefused('The file is damaged: its checksum is not that of its content.')
  const length = bytes.readUInt32LE(magicBytes)
  const from = magicBytes + lengthBytes + length
  if (length > mostHeadBytes || from > content.length) throw new ModelRefused('The file has no head.')
  return {
    head: parseHead(content.toString('utf8', magicBytes + lengthBytes, from)),
    body: Uint8Array.from(content.subarray(from)),
  }
}

const parseHead = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ModelRefused('The head of the file cannot be read.', { cause: error })
  }
}

const digestOf = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer')
