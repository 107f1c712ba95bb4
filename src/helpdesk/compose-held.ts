import type { Failure } from './helpdesk.ts'

export interface Held {
  held: Extract<Failure, { kind: 'held' }>
}

/** A call that was not sent: nothing happened at the help desk. `retryAt` (ms): when asking again makes sense. */
export const composeHeld = (message: string, retryAt: number | null): Held => ({
  held: { kind: 'held', message, retryAt },
})
