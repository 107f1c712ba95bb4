import type { Priority } from '../../../schemas/handoff.ts'

const names: Record<string, Priority> = {
  low: 'low',
  lowest: 'low',
  baja: 'low',
  bajo: 'low',
  medium: 'medium',
  normal: 'medium',
  media: 'medium',
  medio: 'medium',
  high: 'high',
  alta: 'high',
  alto: 'high',
  urgent: 'urgent',
  urgente: 'urgent',
  critical: 'urgent',
  critica: 'urgent',
  critico: 'urgent',
}

/** A priority by the names that help desks and people have for it, in English and Spanish; null: none of them. */
export const parsePriority = (text: string): Priority | null => {
  const name = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .trim()
    .toLowerCase()
  return Object.hasOwn(names, name) ? (names[name] ?? null) : null
}
