/** Figures as tables of models show them: parts as percentages, with one digit after the point. */
export const percentText = (part: number): string => `${(part * 100).toFixed(1)} %`

/** In percentage points, with its sign. */
export const pointsText = (difference: number): string =>
  `${difference > 0 ? '+' : ''}${(difference * 100).toFixed(1)}`

export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** `2026-11-21 10:15`, in UTC as the names of models are. */
export const momentText = (at: string): string => at.slice(0, 16).replace('T', ' ')
