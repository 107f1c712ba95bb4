import { hash } from 'node:crypto'
import type { Requester } from '../../schemas/handoff.ts'

/**
 * Names a requester without keeping the address: 32 hex digits of SHA-256 over the lower-cased e-mail, else over the phone's
 * digits. The same person writes `Ann@Ex.org` and `ann@ex.org`, `+34 600 11 22 33` and `+34600112233`.
 */
export const requesterKey = (requester: Requester): string => {
  const identity =
    requester.email !== null
      ? `email:${requester.email.trim().toLowerCase()}`
      : `phone:${(requester.phone ?? '').replace(/[^\d+]/g, '')}`
  return hash('sha256', identity).slice(0, 32)
}
