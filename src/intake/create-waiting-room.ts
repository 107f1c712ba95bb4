import type { FastifyReply } from 'fastify'
import type { Entry, Ledger } from '../ledger/ledger.ts'

// Each waiting request holds a connection and a listener of the ledger; beyond this they are answered 202 at once.
const mostWaiting = 500

/** Requests that wait for their ticket. */
export interface WaitingRoom {
  /** The entry when it is settled, or as it stands when time is up, the sender hangs up or Relevo stops. */
  wait(reply: FastifyReply, id: string, ms: number): Promise<Entry | null>
  /** Lets everybody go at once; from then on nobody waits. */
  close(): void
}

export const createWaitingRoom = (ledger: Pick<Ledger, 'waitUntilSettled'>): WaitingRoom => {
  const waiting = new Set<AbortController>()
  let closed = false
  return {
    wait: async (reply, id, ms) => {
      if (closed || waiting.size >= mostWaiting) return null
      const controller = new AbortController()
      const leave = () => controller.abort()
      waiting.add(controller)
      reply.raw.once('close', leave)
      try {
        return await ledger.waitUntilSettled(id, ms, controller.signal)
      } catch {
        // The hand-off is in custody already; that the ledger cannot be read now must not look like a refusal.
        return null
      } finally {
        reply.raw.off('close', leave)
        waiting.delete(controller)
      }
    },
    close: () => {
      closed = true
      for (const controller of waiting) controller.abort()
    },
  }
}
