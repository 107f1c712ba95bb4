import { once } from 'node:events'
import type { Socket } from 'node:net'
import { resetSocket } from './reset-socket.ts'

/**
 * Forwards what comes from one socket to another, chunk by chunk, each when `passage` lets it; then its end. After `cutAfter`
 * bytes (null: never) the receiver sees the connection end, and the sender sees it reset.
 */
export const pump = (options: {
  from: Socket
  to: Socket
  passage: () => Promise<void>
  cutAfter: number | null
}): void => {
  const { from, to, passage } = options
  let left = options.cutAfter ?? Number.POSITIVE_INFINITY
  const forward = async (chunk: Buffer) => {
    await passage()
    if (to.destroyed || to.writableEnded) return
    if (chunk.length >= left) {
      // Ended, not reset: a reset could overtake what the receiver has not yet read.
      to.end(chunk.subarray(0, left))
      resetSocket(from)
      return
    }
    left -= chunk.length
    if (!to.write(chunk)) await Promise.race([once(to, 'drain'), once(to, 'close')])
  }
  from.on('data', (chunk: Buffer) => {
    from.pause()
    // What fails here is a socket, whose own 'error' tells it.
    forward(chunk).then(
      () => from.resume(),
      () => {},
    )
  })
  from.on('end', () => {
    passage().then(() => {
      if (!to.destroyed && !to.writableEnded) to.end()
    })
  })
}
