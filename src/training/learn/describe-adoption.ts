import type { Adoption } from './decide-adoption.ts'

const points = (part: number): string => `${(part * 100).toFixed(1)} points`

/** Whether it is in use now, why, and what to do about it. `name` is the new model's. */
export const describeAdoption = (adoption: Adoption, name: string): string => {
  const command = `relevo models promote ${name}`
  switch (adoption.why) {
    case 'asked':
      return `${name} is in use. Running services take it up within seconds.`
    case 'first':
      return `${name} is in use: it is the first that was trained here. Running services take it up within seconds.`
    case 'as-good':
      return `${name} is in use: it is as good as ${adoption.against} or better. Running services take it up within seconds; relevo models rollback takes that back.`
    case 'better':
      return `${name} is in use: for ${adoption.target} it is better than ${adoption.against}, on ${adoption.texts} tickets that neither had seen. Running services take it up within seconds; relevo models rollback takes that back.`
    case 'no-better':
      return `${name} is kept, and not in use: on ${adoption.texts} tickets that neither had seen it is no better than ${adoption.against} by more than chance. To use it all the same: ${command}`
    case 'few-newer':
      return `${name} is kept, and not in use: there are only ${adoption.texts} tickets that ${adoption.against} has not learnt from, too few to tell which is better. To use it all the same: ${command}`
    case 'not-asked':
      return `${name} is kept, and not in use. To use it: ${command}`
    case 'lacks':
      return `${name} is kept, and not in use: it does not tell ${adoption.targets.join(' and ')}, which ${adoption.against} does. To use it all the same: ${command}`
    case 'worse':
      return `${name} is kept, and not in use: for ${adoption.target} its macro-F1 is ${points(adoption.by)} below that of ${adoption.against}${adoption.onSame ? ', on tickets that neither had seen' : ''}. To use it all the same: ${command}`
    default:
      return adoption satisfies never
  }
}
