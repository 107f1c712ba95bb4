import type { Arrival, Progress } from './arrival-row.ts'

export type ArrivalDecision =
  | { kind: 'begin' }
  | { kind: 'go-on'; progress: Progress }
  | { kind: 'refuse'; code: 'target-not-empty' | 'moved-already'; why: string }

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Whether a source may be moved into a target that is as it is. */
export const decideArrival = (seen: {
  arrival: Arrival | null
  source: string
  isEmpty: boolean
}): ArrivalDecision => {
  const { arrival, source, isEmpty } = seen
  if (arrival === null) {
    if (isEmpty) return { kind: 'begin' }
    return refuse(
      'target-not-empty',
      'That database holds hand-offs of its own already, or people who sign in there, and the two cannot be mixed. Use an empty one.',
    )
  }
  const { state, progress, at } = arrival
  if (progress.source !== source) {
    return refuse(
      'target-not-empty',
      `Another store ${state === 'done' ? 'was' : 'is being'} moved into that database (${dayOf(at)}). Use an empty one.`,
    )
  }
  switch (state) {
    case 'copying':
      return { kind: 'go-on', progress }
    case 'done':
      return refuse(
        'moved-already',
        `This store was moved into that database on ${dayOf(at)}, and what is there may be newer. Set DATABASE_URL to it and start; or use an empty one.`,
      )
    case 'left':
      return refuse(
        'target-not-empty',
        `That database served for a time and was left on ${dayOf(at)}: it holds what this store lacks. Use an empty one.`,
      )
    default:
      return state satisfies never
  }
}

const refuse = (code: 'target-not-empty' | 'moved-already', why: string): ArrivalDecision => ({
  kind: 'refuse',
  code,
  why,
})
