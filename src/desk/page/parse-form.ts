import { parse } from 'node:querystring'

const most = 2_000

/** Too many fields for any form of ours; answered 413. */
class TooManyFields extends Error {
  readonly statusCode = 413
  readonly code = 'too_many_fields'
}

/** A form's body. It is counted before it is taken apart: names without end would hold up everybody else. Throws `TooManyFields`. */
export const parseForm = (body: string): Record<string, unknown> => {
  let fields = 0
  for (let at = body.indexOf('&'); at !== -1; at = body.indexOf('&', at + 1))
    if (++fields > most) throw new TooManyFields('The form has too many fields.')
  return parse(body)
}
