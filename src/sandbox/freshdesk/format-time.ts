/** `2026-01-31T10:00:00Z`: whole seconds, as the vendor writes times. */
export const formatTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

export const formatNullableTime = (ms: number | null): string | null => (ms === null ? null : formatTime(ms))
