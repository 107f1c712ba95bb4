export interface AllowanceInput {
  /** Credits of the whole account per window, as configured or learnt. */
  total: number
  /** Part of them that is ours. */
  share: number
  /** What the account's answers name as its total; null: nothing yet. */
  headerTotal: number | null
  /** Credits that others were seen to spend in a window. */
  others: number
}

// What others spend is seen late and only as a lower bound.
const othersMargin = 0.1
const totalMargin = 0.02
// However much others take, a trickle goes on, and finds out when they stop.
const smallestPart = 0.05

/**
 * How many credits a window may be spent, and how many must be left in the account for a call to go. Others first use
 * up what our share leaves to them; beyond that we give way, so that the account is not exhausted before its window ends.
 */
export const decideAllowance = (input: AllowanceInput): { credits: number; floor: number } => {
  const { total, share, headerTotal, others } = input
  const ours = Math.max(1, Math.floor(total * share))
  if (headerTotal === null || others <= 0) return { credits: ours, floor: 0 }
  const margin = Math.ceil(headerTotal * totalMargin)
  const left = headerTotal - others - Math.ceil(others * othersMargin) - margin
  const trickle = Math.max(1, Math.floor(ours * smallestPart))
  return { credits: Math.max(trickle, Math.min(ours, left)), floor: Math.min(total - ours, margin) }
}
