/** ISO 8601 UTC in whole seconds, as every time of the vendor. */
export const formatTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
