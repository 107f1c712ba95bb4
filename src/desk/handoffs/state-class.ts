import type { HandoffState } from '../../../schemas/handoff.ts'

/** The class that gives a state its colour; the word beside it says the same. */
export const stateClass = (state: HandoffState): string => {
  switch (state) {
    case 'delivered':
      return 'state good'
    case 'parked':
    case 'refused':
      return 'state warn'
    case 'received':
    case 'waiting':
    case 'delivering':
      return 'state busy'
    case 'dismissed':
      return 'state'
    default:
      return state satisfies never
  }
}
