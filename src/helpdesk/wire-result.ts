import type { IncomingHttpHeaders } from 'node:http'

/**
 * What came of sending one HTTP request, before anybody says what it means.
 * `started`: a byte of it may have left this machine. `status` null: no answer's head arrived. `body` null: the answer's
 * body did not arrive completely. `code` names what went wrong, null when nothing did.
 */
export interface WireResult {
  started: boolean
  status: number | null
  headers: IncomingHttpHeaders
  body: Uint8Array | null
  code: string | null
}

/** Codes of ours beside those of Node and undici. */
export const wireCode = {
  deadline: 'DEADLINE',
  aborted: 'ABORTED',
  tooLarge: 'ANSWER_TOO_LARGE',
  resent: 'RESENT',
} as const
