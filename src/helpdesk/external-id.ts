import { createHash } from 'node:crypto'
import type { Requester } from '../../schemas/handoff.ts'

/**
 * Names a person whom a help desk accepts neither by e-mail nor by phone. Derived, so that the next hand-off of the same person
 * and the search after a lost answer arrive at the same contact; and hashed, since it is shown in places an address should not be.
 */
export const externalId = (requester: Requester): string => {
  const identity = requester.email?.trim().toLowerCase() ?? (requester.phone ?? '').replace(/[^\d+]/g, '')
  return `relevo-${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`
}
