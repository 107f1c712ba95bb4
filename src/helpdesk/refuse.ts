import type { Failure, FieldFault } from './outcome.ts'

const mostChoices = 30

/** What is wrong with a request that is not sent for it. 422 is what the same would be from a help desk. */
export const refuse = (field: string, message: string, code = 'invalid_value'): Failure =>
  refuseAll([{ field, code, message }])

export const refuseAll = (faults: FieldFault[]): Failure => ({
  kind: 'invalid',
  message: faults.map((fault) => fault.message).join(' '),
  status: 422,
  faults,
})

/** Names what there is instead. */
export const refuseChoice = (field: string, what: string, choices: string[]): Failure => {
  const shown = choices.slice(0, mostChoices).join(', ')
  const more = choices.length > mostChoices ? ` and ${choices.length - mostChoices} more` : ''
  const list = choices.length === 0 ? 'There are none.' : `There are: ${shown}${more}.`
  return refuse(field, `${what} ${list}`, 'not_a_choice')
}

export const refuseCursor = (): Failure => refuse('cursor', 'The cursor is not one of this question.')
