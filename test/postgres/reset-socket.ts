import type { Socket } from 'node:net'

/**
 * Breaks a connection as a crash of the other side would. One whose end is being sent is closed instead: Node 24 does not get rid
 * of such a socket by `resetAndDestroy()` (EINVAL), and the process then turns forever when it is to exit.
 */
export const resetSocket = (socket: Socket): void => {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy()
  else socket.resetAndDestroy()
}
