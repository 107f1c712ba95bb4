import type { Priority } from '../../schemas/handoff.ts'
import { foldName } from '../../schemas/handoff-fields.ts'
import { readShortText } from './read-text.ts'

// 1 to 4 as Freshdesk counts them; words as bots and forms in Spanish and English use them.
const words: Record<Priority, string[]> = {
  low: ['1', 'low', 'baja', 'bajo', 'minor', 'lowest', 'leve', 'minima'],
  medium: ['2', 'medium', 'media', 'medio', 'normal', 'moderate', 'moderada', 'estandar', 'standard'],
  high: ['3', 'high', 'alta', 'alto', 'major', 'important', 'importante', 'elevada'],
  urgent: [
    '4',
    'urgent',
    'urgente',
    'critical',
    'critica',
    'critico',
    'highest',
    'emergency',
    'emergencia',
    'maxima',
  ],
}

const priorities = new Map(
  Object.entries(words).flatMap(([priority, spellings]) =>
    spellings.map((spelling): [string, Priority] => [spelling, priority as Priority]),
  ),
)

/** The urgency that a number 1 to 4 or a word means, or null when it is none that we know. */
export const readPriority = (value: unknown): Priority | null => {
  const text = readShortText(value)
  return text === null ? null : (priorities.get(text) ?? priorities.get(foldName(text)) ?? null)
}
