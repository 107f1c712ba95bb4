import { EventEmitter, once } from 'node:events'
import type { Output } from '../ops/terminal.ts'

/** Writes, and waits until the stream takes more, so that a long list is never held in memory. False: nobody reads any more. */
export const writeAll = async (stream: Output, text: string): Promise<boolean> => {
  if (isGone(stream)) return false
  const isFull = stream.write(text) === false
  if (isFull && stream instanceof EventEmitter) await drained(stream)
  return !isGone(stream)
}

// Asked anew: it may have changed while it was waited for.
const isGone = (stream: Output): boolean => stream.destroyed === true

const drained = async (stream: EventEmitter): Promise<void> => {
  const done = new AbortController()
  const { signal } = done
  // A failure (the reader has gone) ends the waiting too; `destroyed` then tells.
  await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(() => {})
  done.abort()
}

/**
 * Writes one JSON object whose `name` is a list that comes page by page, and `tail` after it: the same shape as a single page has,
 * without holding all of it. False: nobody read to the end.
 */
export const writeJsonList = async (
  stream: Output,
  name: string,
  pages: AsyncIterable<unknown[]>,
  tail: () => Record<string, unknown>,
): Promise<boolean> => {
  let lead = `{${JSON.stringify(name)}:[`
  let isFirst = true
  for await (const page of pages) {
    const items = page.map((item) => JSON.stringify(item)).join(',')
    if (items === '') continue
    if (!(await writeAll(stream, `${lead}${isFirst ? '' : ','}${items}`))) return false
    lead = ''
    isFirst = false
  }
  const rest = JSON.stringify(tail()).slice(1, -1)
  return writeAll(stream, `${lead}]${rest === '' ? '' : `,${rest}`}}\n`)
}
