/** A hand-off on its way in: its id, and what tells a repeat. */
export interface Arrival {
  id: string
  keyHash: string
  fingerprint: string
}

/** A stored hand-off that holds a key. `fingerprint` is null once its content is gone. */
export interface KeyHolder {
  id: string
  keyHash: string
  fingerprint: string | null
  keyExpiresAt: number | null
}

export type Verdict =
  | { kind: 'insert' }
  /** It was stored before, by a commit whose success was not seen. */
  | { kind: 'stored' }
  | { kind: 'duplicate'; of: string }
  | { kind: 'conflict'; with: string }

export interface BatchPlan {
  /** One for each arrival, in order. */
  verdicts: Verdict[]
  /** Hand-offs whose key has expired and is wanted again. */
  freed: string[]
}

/**
 * Decides what becomes of each arrival of a batch. A key whose holder's content is gone counts as a repeat: a second ticket
 * would be the greater harm.
 */
export const planBatch = (arrivals: Arrival[], holders: KeyHolder[], now: number): BatchPlan => {
  const expired = holders.filter((holder) => holder.keyExpiresAt !== null && holder.keyExpiresAt <= now)
  const freed = expired.map((holder) => holder.id)
  const byKey = new Map<string, { id: string; fingerprint: string | null }>()
  for (const holder of holders) if (!freed.includes(holder.id)) byKey.set(holder.keyHash, holder)

  const verdicts = arrivals.map((arrival): Verdict => {
    const holder = byKey.get(arrival.keyHash)
    if (holder === undefined) {
      byKey.set(arrival.keyHash, arrival)
      return { kind: 'insert' }
    }
    if (holder.id === arrival.id) return { kind: 'stored' }
    return holder.fingerprint === null || holder.fingerprint === arrival.fingerprint
      ? { kind: 'duplicate', of: holder.id }
      : { kind: 'conflict', with: holder.id }
  })
  return { verdicts, freed }
}
