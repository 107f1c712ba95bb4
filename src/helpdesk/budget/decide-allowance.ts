import { cutToPart, isWhole } from './cut-to-part.ts'

export interface AllowanceInput {
  /** Credits of the whole account per window, as configured or learnt. */
  total: number
  /** Part of them that is ours. */
  share: number
  /** What the account's answers name as its total; null: nothing yet. */
  headerTotal: number | null
  /** Credits that others were seen to spend in a window. */
  others: number
  /** This process's part of what is ours, 0..1: less than 1 when several share the account. */
  part: number
}

// What others spend is seen late and only as a lower bound.
const othersMargin = 0.1
// A process with a small part sees fewer answers, and must leave out what its siblings may have spent: it sees less of others.
const blindMargin = 0.2
const totalMargin = 0.02
// However much others take, a trickle goes on, and finds out when they stop.
const smallestPart = 0.05

/**
 * How many credits a window may be spent, and how many must be left in the account for a call to go. Others first use
 * up what our share leaves to them; beyond that we give way, so that the account is not exhausted before its window ends.
 * Over processes whose parts add up to 1, the credits never add up to more than the share.
 */
export const decideAllowance = (input: AllowanceInput): { credits: number; floor: number } => {
  const { total, share, headerTotal, others, part } = input
  const ours = decideShareOfTotal(total, share)
  if (headerTotal === null || others <= 0) return { credits: cutToPart(ours, part), floor: 0 }
  const margin = Math.ceil(headerTotal * totalMargin)
  const left = headerTotal - others - Math.ceil(others * (othersMargin + blindMargin * (1 - part))) - margin
  const trickle = Math.max(1, Math.floor(ours * smallestPart))
  const credits = Math.max(trickle, Math.min(ours, left))
  const cut = isWhole(part) ? credits : Math.min(cutToPart(ours, part), Math.max(1, cutToPart(credits, part)))
  return { credits: cut, floor: Math.min(total - ours, margin) }
}

/** Credits that all our processes together may spend in a window. */
export const decideShareOfTotal = (total: number, share: number): number =>
  Math.max(1, Math.floor(total * share))
