import type { Fault } from '../../../schemas/problem.ts'
import type { Visitor } from '../visit.ts'

/** What is wrong with a field, in the reader's language. */
export const explainFault = (
  { code, message }: Pick<Fault, 'code' | 'message'>,
  { words, write }: Pick<Visitor, 'words' | 'write'>,
): string => {
  const { faults } = words.repair
  switch (code) {
    case 'contact_missing':
    case 'invalid_email':
    case 'nothing_to_say':
    case 'priority':
      return faults[code]
    case 'tooLong':
    case 'tooMany':
      return faults[code](write.number(Number(message)))
    default:
      return faults.invalid
  }
}
