import type { Adoption } from './decide-adoption.ts'

/** Why a model went into use, as the history of promotions keeps it. Pure. */
export const describePromotion = (adoption: Extract<Adoption, { adopt: true }>): string => {
  switch (adoption.why) {
    case 'asked':
      return 'asked for by the training'
    case 'first':
      return 'the first that was trained here'
    case 'as-good':
      return 'no worse than before'
    case 'better': {
      const { against, target, texts, by, chance } = adoption
      const points = `${by < 0 ? '-' : '+'}${Math.abs(by * 100).toFixed(1)} points`
      return `better than ${against}: ${target}, macro-F1 ${points} on ${texts} newer tickets, by chance with ${formatChance(chance)}`
    }
    default:
      return adoption satisfies never
  }
}

const formatChance = (chance: number): string =>
  chance < 0.001 ? 'less than 0.1 %' : `${(chance * 100).toFixed(1)} %`
