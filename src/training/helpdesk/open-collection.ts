import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { explainStoreFailure } from '../explain-store-failure.ts'
import { type CollectionRecord, recordSchema } from './collected.ts'

/** What has been collected so far, on the disk: it is only ever added to, and outlasts a kill and a power cut. */
export interface Collection {
  /** Everything that stands there, in its order. */
  read(): AsyncGenerator<CollectionRecord>
  /** Resolves when it is on the disk. Throws `TrainingRefused` (store). */
  append(record: CollectionRecord): Promise<void>
  /** Empties it. */
  restart(): Promise<void>
  /** Leaves it for the next time. */
  close(): Promise<void>
}

/**
 * Opens it, or makes it, readable by this user alone. What a kill left half-written at its end is cut off, and so is everything from
 * a damaged line on: it is collected again. Throws `TrainingRefused` (store).
 */
export const openCollection = (path: string): Promise<Collection> =>
  explainStoreFailure(path, async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(path, 'a', 0o600)
    try {
      await file.truncate(await soundBytes(path))
    } catch (error) {
      await file.close()
      throw error
    }
    return toCollection(path, file)
  })

const toCollection = (path: string, file: FileHandle): Collection => ({
  async *read() {
    for await (const { record } of readRecords(path)) yield record
  },
  append: (record) =>
    explainStoreFailure(path, async () => {
      await file.appendFile(`${JSON.stringify(record)}\n`)
      await file.datasync()
    }),
  restart: () => explainStoreFailure(path, () => file.truncate(0)),
  close: () => file.close(),
})

const soundBytes = async (path: string): Promise<number> => {
  let bytes = 0
  for await (const { end } of readRecords(path)) bytes = end
  return bytes
}

/** Up to the first line that is none of ours. `end`: bytes up to the end of its line. */
async function* readRecords(path: string): AsyncGenerator<{ record: CollectionRecord; end: number }> {
  let [rest, end] = [Buffer.alloc(0), 0]
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([rest, Buffer.from(chunk)])
    let from = 0
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
      const record = parseRecord(bytes.toString('utf8', from, at))
      if (record === null) return
      end += at + 1 - from
      from = at + 1
      yield { record, end }
    }
    rest = bytes.subarray(from)
  }
}

const parseRecord = (line: string): CollectionRecord | null => {
  try {
    return recordSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
