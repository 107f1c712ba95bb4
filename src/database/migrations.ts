import type { Migration } from 'kysely/migration'
import { custody } from './migrations/0001-custody.ts'
import { replicas } from './migrations/0002-replicas.ts'
import { access } from './migrations/0004-access.ts'
import { idOrder } from './migrations/0005-id-order.ts'
import { ticketWrites } from './migrations/0006-ticket-writes.ts'
import { escalations } from './migrations/0007-escalations.ts'
import { reviews } from './migrations/0008-reviews.ts'
import { triage } from './migrations/0009-triage.ts'
import { desk } from './migrations/0010-desk.ts'
import { search } from './migrations/0011-search.ts'

/** Every migration there is, in order; forward only. A name that has been released never changes. */
export const migrations: Record<string, Migration> = {
  '0001-custody': custody,
  '0002-replicas': replicas,
  '0004-access': access,
  '0005-id-order': idOrder,
  '0006-ticket-writes': ticketWrites,
  '0007-escalations': escalations,
  '0008-reviews': reviews,
  '0009-triage': triage,
  '0010-desk': desk,
  '0011-search': search,
}
