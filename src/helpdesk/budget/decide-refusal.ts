/** What a 429 tells of. */
export interface RefusalInput {
  cost: number
  /** The answer's own X-RateLimit-Remaining. */
  remaining: number | null
  /** What we believed to be left just before; null: not known. */
  left: number | null
  total: number
}

// Without the header: a quarter left is too much for others to have used up between two answers.
const plentyShare = 0.25

/**
 * Whether a 429 comes from the limit of one operation or of the account. Freshdesk does not say; calls remaining, as told
 * or else as last known, show that it was the operation's. In doubt it is the account, which pauses everything.
 */
export const decideRefusal = ({ cost, remaining, left, total }: RefusalInput): 'operation' | 'account' => {
  if (remaining !== null) return remaining >= cost ? 'operation' : 'account'
  return left !== null && left >= Math.max(cost, total * plentyShare) ? 'operation' : 'account'
}
