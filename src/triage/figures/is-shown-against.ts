import { binomialTail } from '../../classify/model/evaluate/binomial-tail.ts'

const mostLuck = 0.05

/**
 * Whether so many right ones show that writing does not pay: were at least `least` of all (`breakEven`) right, as few as these would come
 * out by luck in at most 5 % of cases, by the exact binomial test, however few they are. Pure.
 */
export const isShownAgainst = (
  { written, right }: { written: number; right: number },
  least: number,
): boolean => written > 0 && binomialTail(written, written - right, 1 - least) <= mostLuck
