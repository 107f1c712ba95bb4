// Thirds and sevenths, multiplied again, fall a little short of the whole number that was meant.
const rounding = 1e-9

/** Whole credits that a part (0..1) of `credits` is worth. Over parts that add up to 1 they add up to `credits` at most. */
export const cutToPart = (credits: number, part: number): number => {
  if (isWhole(part) || credits === Number.POSITIVE_INFINITY) return credits
  return Math.floor(credits * Math.max(0, part) + rounding)
}

/** Whether nobody else has any of it. */
export const isWhole = (part: number): boolean => part >= 1 - rounding
