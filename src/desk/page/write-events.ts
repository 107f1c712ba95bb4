import type { StreamMessage } from '../desk-answer.ts'

const quietMs = 15_000
/** At once, so that the answer has begun before there is anything to tell. */
const opening = ': \n\n'

const writeMessage = ({ event, data }: StreamMessage): string => {
  const lines = (typeof data === 'string' ? data : data.markup).split(/\r\n|\r|\n/)
  return `${event === undefined ? '' : `event: ${event}\n`}${lines.map((line) => `data: ${line}\n`).join('')}\n`
}

/** Messages as server-sent events (HTML Living Standard, 9.2), with a comment now and then while there is nothing to tell. */
export async function* writeEvents(
  messages: AsyncIterable<StreamMessage>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield opening
  const iterator = messages[Symbol.asyncIterator]()
  let timer: NodeJS.Timeout | undefined
  const { promise: left, resolve: leave } = Promise.withResolvers<'left'>()
  signal.addEventListener('abort', () => leave('left'), { once: true })
  if (signal.aborted) leave('left')
  try {
    for (let next = iterator.next(); ; ) {
      const quiet = new Promise<'quiet'>((resolve) => {
        timer = setTimeout(() => resolve('quiet'), quietMs)
      })
      const came = await Promise.race([next, quiet, left])
      clearTimeout(timer)
      if (came === 'left') return
      if (came === 'quiet') {
        yield opening
        continue
      }
      if (came.done === true) return
      yield writeMessage(came.value)
      next = iterator.next()
    }
  } finally {
    clearTimeout(timer)
    // What is under way behind it hears of the end by the signal; it is not waited for.
    Promise.resolve(iterator.return?.()).catch(() => {})
  }
}
