import { type Answer, jsonAnswer } from '../answer.ts'

/** One entry of a 422's `details`, under a field's name or `base`. */
export interface Fault {
  field: string
  description: string
  error: string
  ticket_field_id?: number
  ticket_field_type?: string
}

/** The first shape: a code and a description. */
export const refusal = (
  status: number,
  error: string,
  description: string,
  headers?: Record<string, string>,
): Answer => jsonAnswer(status, { error, description }, headers)

/** The second shape: a validation, with details by field. */
export const invalid = (faults: readonly Fault[]): Answer => {
  const details: Record<string, Omit<Fault, 'field'>[]> = {}
  for (const { field, ...fault } of faults) details[field] = [...(details[field] ?? []), fault]
  return jsonAnswer(422, { error: 'RecordInvalid', description: 'Record validation errors', details })
}

/** The third shape: `error` is an object. */
export const attributeRefusal = (status: number, title: string, message: string): Answer =>
  jsonAnswer(status, { error: { title, message } })

export const notFound = (): Answer => refusal(404, 'RecordNotFound', 'Not found')

export const unauthorized = (): Answer =>
  jsonAnswer(
    401,
    { error: "Couldn't authenticate you" },
    { 'www-authenticate': 'Basic realm="Web Password"' },
  )

export const invalidToken = (): Answer =>
  jsonAnswer(401, {
    error: 'invalid_token',
    error_description:
      'The access token provided is expired, revoked, malformed or invalid for other reasons.',
  })

export const forbidden = (): Answer =>
  attributeRefusal(
    403,
    'Forbidden',
    'You do not have access to this page. Please contact the account owner of this help desk for further help.',
  )

export const updateConflict = (): Answer =>
  refusal(
    409,
    'UpdateConflict',
    'Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.',
  )

export const faultOf = {
  blank: (field: string, label: string): Fault => ({
    field,
    description: `${label}: cannot be blank`,
    error: 'BlankValue',
  }),
  value: (field: string, description: string): Fault => ({ field, description, error: 'InvalidValue' }),
}
