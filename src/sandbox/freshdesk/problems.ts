import { type Answer, emptyAnswer, jsonAnswer } from '../answer.ts'

/** One entry of a 400's or 409's `errors`. */
export interface Fault {
  field: string
  message: string
  code: string
  additional_info?: Record<string, unknown>
}

export const invalid = (faults: readonly Fault[]): Answer =>
  jsonAnswer(400, { description: 'Validation failed', errors: faults })

export const conflict = (faults: readonly Fault[]): Answer =>
  jsonAnswer(409, { description: 'Validation failed', errors: faults })

/** An unknown id or address has an empty body. */
export const notFound = (): Answer => emptyAnswer(404)

export const refusal = (
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): Answer => jsonAnswer(status, { code, message }, headers)

export const unauthorized = (): Answer =>
  refusal(401, 'invalid_credentials', 'You have to be logged in to perform this action.')

export const forbidden = (code = 'access_denied'): Answer =>
  refusal(403, code, 'You are not authorized to perform this action.')

export const methodNotAllowed = (allowed: readonly string[]): Answer =>
  jsonAnswer(
    405,
    { message: `This method is not allowed. Use one of: ${allowed.join(', ')}` },
    { allow: allowed.join(', ') },
  )

export const faultOf = {
  missing: (field: string): Fault => ({
    field,
    message: 'Mandatory attribute missing',
    code: 'missing_field',
  }),
  unknown: (field: string): Fault => ({
    field,
    message: 'Unexpected/invalid field in request',
    code: 'invalid_field',
  }),
  choice: (field: string, choices: readonly (string | number)[]): Fault => ({
    field,
    message: `It should be one of these values: '${choices.join(',')}'`,
    code: 'invalid_value',
  }),
  choiceType: (field: string, type: string, choices: readonly (string | number)[]): Fault => ({
    field,
    // No space after the full stop: seen so in public.
    message: `Value set is of type ${type}.It should be one of these values: '${choices.join(',')}'`,
    code: 'datatype_mismatch',
  }),
  type: (field: string, type: string, wanted: string): Fault => ({
    field,
    message: `Value set is of type ${type}.It should be of type ${wanted}`,
    code: 'datatype_mismatch',
  }),
  noMatch: (field: string, what: string): Fault => ({
    field,
    message: `There is no ${what} matching the given ${field}`,
    code: 'invalid_value',
  }),
  tooLong: (field: string, length: number, maximum: number): Fault => ({
    field,
    message: `Has ${length} characters, it can have maximum of ${maximum} characters`,
    code: 'invalid_value',
  }),
  value: (field: string, message: string): Fault => ({ field, message, code: 'invalid_value' }),
}

/** One field one fault: a field that is wrong in form is not also missing. */
export const joinFaults = (first: readonly Fault[], then: readonly Fault[]): Fault[] => {
  const named = new Set(first.map((fault) => fault.field))
  return [...first, ...then.filter((fault) => !named.has(fault.field))]
}
