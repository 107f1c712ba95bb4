import type { ApiKeyRecord, AuditEntryRecord } from '../../schemas/access.ts'
import type { ApiKey, AuditEntry } from '../access/access.ts'
import { decideKeyState } from '../access/decide-key-state.ts'

const time = (ms: number): string => new Date(ms).toISOString()
const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms))

/** A key as lists show it, at `now`. */
export const presentKey = (key: ApiKey, now: number): ApiKeyRecord => ({
  id: key.id,
  name: key.name,
  scopes: key.scopes,
  state: decideKeyState(key, now),
  rate_per_minute: key.rate,
  created_at: time(key.createdAt),
  created_by: key.createdBy,
  last_used_at: timeOrNull(key.lastUsedAt),
  expires_at: timeOrNull(key.expiresAt),
  revoked_at: timeOrNull(key.revokedAt),
  revoked_by: key.revokedBy,
})

/** An entry of the audit trail under the outside's names. */
export const presentAudit = (entry: AuditEntry): AuditEntryRecord => ({
  id: entry.id,
  at: time(entry.at),
  who: entry.who,
  key_id: entry.keyId,
  what: entry.what,
  subject: entry.subject,
  outcome: entry.outcome,
  status: entry.status,
  request_id: entry.requestId,
})
