/**
 * The same events, read to their end whether anybody listens or not: what writes a draft keeps it as its last step, and must come to
 * that step also when the page has gone. What fails after that is told to `onLost`.
 */
export async function* pumpEvents<Event>(
  source: AsyncIterable<Event>,
  onLost: (error: unknown) => void,
): AsyncGenerator<Event> {
  const waiting: Event[] = []
  let isDone = false
  let isLeft = false
  let failure: { error: unknown } | null = null
  let wake = () => {}
  const pump = async () => {
    try {
      for await (const event of source) {
        if (!isLeft) waiting.push(event)
        wake()
      }
    } catch (error) {
      failure = { error }
      if (isLeft) onLost(error)
    }
    isDone = true
    wake()
  }
  void pump()
  try {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) {
        yield next
        continue
      }
      if (isDone) break
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    const ended = failure as { error: unknown } | null
    if (ended !== null) throw ended.error
  } finally {
    isLeft = true
  }
}
