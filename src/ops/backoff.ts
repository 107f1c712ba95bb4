/**
 * How long to wait before attempt `attempt + 1` (1 = after the first), in ms: a random part of `first` doubled for every
 * attempt before, up to `ceiling`. Full jitter, so that a crowd that failed together does not come back together
 * (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter).
 */
export const backoffMs = (
  attempt: number,
  { first, ceiling }: { first: number; ceiling: number },
  random: () => number,
): number => Math.round(random() * Math.min(ceiling, first * 2 ** Math.min(50, Math.max(0, attempt - 1))))
