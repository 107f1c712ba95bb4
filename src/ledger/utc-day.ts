const dayMs = 86_400_000

/** Days since 1970-01-01 UTC. */
export const utcDay = (ms: number): number => Math.floor(ms / dayMs)

/** `2026-11-21` */
export const formatUtcDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
