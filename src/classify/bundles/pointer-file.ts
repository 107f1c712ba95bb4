import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Pointer, pointerSchema } from '../../../schemas/bundle.ts'
import { codeOf, replaceDurably } from './durable-files.ts'

const pointerName = 'current.json'
// Written first: should the pointer be damaged, what was promoted last is still known.
const copyName = 'current.copy.json'
/** Ten times as much as ours can be. A larger one would stop everything while it is read. */
const mostBytes = 1_000_000

export interface ReadPointer {
  /** Null: nothing was promoted yet, or nothing is left that says so. */
  pointer: Pointer | null
  /** What is wrong with the file; null: nothing. */
  fault: string | null
}

/** Which bundle is in use, as the folder says it. Never throws: what cannot be read is a fault. */
export const readPointer = async (folder: string): Promise<ReadPointer> => {
  const own = await readOne(join(folder, pointerName))
  if (own.kind === 'sound') return { pointer: own.pointer, fault: null }
  const copy = await readOne(join(folder, copyName))
  if (own.kind === 'absent' && copy.kind === 'absent') return { pointer: null, fault: null }
  const pointer = copy.kind === 'sound' ? copy.pointer : null
  const why = own.kind === 'absent' ? 'is gone' : own.why
  const instead = pointer === null ? 'what ships is used' : `its copy names ${pointer.name}, which is used`
  return {
    pointer,
    fault: `${join(folder, pointerName)} ${why}; ${instead}. Promote the model that you want: relevo models promote NAME.`,
  }
}

/** From now on it is so, for every process that reads the folder. Throws the system's error; then it is as it was. */
export const writePointer = async (folder: string, pointer: Pointer): Promise<void> => {
  const text = `${JSON.stringify(pointer, null, 2)}\n`
  await replaceDurably(join(folder, copyName), text)
  await replaceDurably(join(folder, pointerName), text)
}

/** Changes whenever the pointer does: each is a new file. */
export const stampPointer = async (folder: string): Promise<string> => {
  try {
    const { ino, mtimeNs, size } = await stat(join(folder, pointerName), { bigint: true })
    return `${ino} ${mtimeNs} ${size}`
  } catch (error) {
    return codeOf(error)
  }
}

type ReadOne = { kind: 'sound'; pointer: Pointer } | { kind: 'absent' } | { kind: 'damaged'; why: string }

const readOne = async (path: string): Promise<ReadOne> => {
  let text: string
  try {
    const { size } = await stat(path)
    if (size > mostBytes) return { kind: 'damaged', why: 'is damaged' }
    text = await readFile(path, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? { kind: 'absent' } : { kind: 'damaged', why: `cannot be read (${code})` }
  }
  try {
    return { kind: 'sound', pointer: pointerSchema.parse(JSON.parse(text)) }
  } catch {
    return { kind: 'damaged', why: 'is damaged' }
  }
}
