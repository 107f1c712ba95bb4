import type { Unlearnable } from './targets/choose-examples.ts'

/** Why nothing is learnt of a target, and what would help. */
export const describeUnlearnable = (why: Unlearnable): string => {
  switch (why.kind) {
    case 'no-labels':
      return 'no text says it.'
    case 'one-class':
      return `all texts are "${why.label}".`
    case 'few-texts':
      return `only ${why.texts} ${why.texts === 1 ? 'text says' : 'texts say'} it; 20 are the least.`
    case 'all-rare':
      return `of ${why.classes} classes fewer than two have enough texts; --least lowers what is enough.`
    case 'no-priorities':
      return `the values (${why.values.join(', ')}) are none of low, medium, high, urgent.`
    default:
      return why satisfies never
  }
}
