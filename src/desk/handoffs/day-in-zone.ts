const dayMs = 86_400_000

/** How far a zone's clocks are ahead of UTC at a moment, ms. */
const offsetAt = (at: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const local = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  )
  return local - Math.floor(at / 1000) * 1000
}

/** Whether it names a time zone that this service knows. */
export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** When a day (`2026-11-21`) begins in a zone, ms; `later` days after it. Null: there is no such day. */
export const dayInZone = (day: string, zone: string, later = 0): number | null => {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // The 31st of February would be read as the 3rd of March.
  if (Number.isNaN(parsed) || new Date(parsed).toISOString().slice(0, 10) !== day) return null
  const midnight = parsed + later * dayMs
  // The offset of the guess may be that of before a change of the clocks; that of the second one is right.
  const guess = midnight - offsetAt(midnight, zone)
  return midnight - offsetAt(guess, zone)
}
