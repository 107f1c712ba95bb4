import * as z from 'zod'

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A duration as people write it (`500ms`, `30s`, `10m`, `24h`, `30d`), parsed to milliseconds. */
export const durationSchema = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'Write a number and a unit: 500ms, 30s, 10m, 24h or 30d.')
  .transform((text) => {
    const unit = text.replace(/^[\d.]+/, '')
    return Math.round(Number.parseFloat(text) * (unitMs[unit] ?? 1))
  })
