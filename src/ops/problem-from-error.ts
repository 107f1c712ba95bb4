import type { Fault } from '../../schemas/problem.ts'
import type { ProblemToSend } from './compose-problem.ts'

type Known = Pick<ProblemToSend, 'status' | 'code' | 'detail'>

// Fastify's codes and what they mean to the person who built the request.
const known: Record<string, Known> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'body_too_large',
    detail: 'The request body is too large. Shorten it, for instance the transcript.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'unsupported_media_type',
    detail: 'This content type is not understood. Send JSON with Content-Type: application/json.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'body_incomplete',
    detail: 'The body does not have the length that Content-Length says. Send it again.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'empty_body', detail: 'The request has no body.' },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: 'invalid_json',
    detail: 'The body is not valid JSON.',
  },
  FST_ERR_BAD_URL: { status: 400, code: 'bad_url', detail: 'The address of the request is not valid.' },
  FST_ERR_MAX_PARAM_LENGTH: {
    status: 404,
    code: 'not_found',
    detail: 'There is nothing at this address. Check the path and the method.',
  },
}

const unavailable: ProblemToSend = {
  status: 503,
  code: 'store_unavailable',
  detail:
    'The store is unavailable at the moment, so it is not certain that anything was changed. Try again in 10 seconds.',
  headers: { 'retry-after': '10' },
}

/** What is written to a help desk is written down first, so that without the store nothing is sent. */
const nothingSent: ProblemToSend = {
  ...unavailable,
  detail:
    'The store is unavailable at the moment, so nothing was sent to the help desk. Try again in 10 seconds.',
}

const unavailableStores = new Set([
  'LedgerUnavailable',
  'AccessUnavailable',
  'TriageUnavailable',
  'SwitchesUnavailable',
  'InboxUnavailable',
])

const starting: ProblemToSend = {
  status: 503,
  code: 'unavailable',
  detail: 'Relevo is starting, and not ready for this yet. Try again in a second.',
  headers: { 'retry-after': '1' },
}

const internal: ProblemToSend = {
  status: 500,
  code: 'internal_error',
  detail: 'Something went wrong on our side. Try again; quote request_id if it lasts.',
}

/** What to answer for whatever was thrown. Never quotes the message of an error that is not Fastify's own validation. */
export const problemFromError = (error: unknown): ProblemToSend => {
  if (!(error instanceof Error)) return internal
  // By name, because `ops` comes before `ledger`, `access`, `tickets` and `triage` and cannot import their errors.
  if (unavailableStores.has(error.name)) return unavailable
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error.name === 'TicketsUnavailable') return code === 'starting' ? starting : nothingSent
  const found = known[code]
  if (found !== undefined) return found
  if ('validation' in error && Array.isArray(error.validation)) return invalid(error.validation, error)
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status === 429) {
    return {
      status,
      code: 'rate_limited',
      detail: 'Too many requests. Wait as Retry-After says and send again.',
    }
  }
  if (status < 400 || status >= 500)
    return status === 503 ? { ...unavailable, code: 'unavailable' } : internal
  return { status, code: 'bad_request', detail: 'The request cannot be handled as it is.' }
}

const invalid = (validation: unknown[], error: Error): ProblemToSend => {
  const context =
    'validationContext' in error && typeof error.validationContext === 'string'
      ? error.validationContext
      : 'body'
  return {
    status: 400,
    code: 'invalid_request',
    detail: `The ${context} of the request is not as documented; see errors.`,
    errors: validation.flatMap((item) => faultsOf(item, context)),
  }
}

// A body may have thousands of names, and each may be long.
const mostUnknown = 20
const longestName = 100

const faultsOf = (item: unknown, context: string): Fault[] => {
  const record = typeof item === 'object' && item !== null ? item : {}
  const path = 'instancePath' in record ? String(record.instancePath) : ''
  const field = path.replace(/^\//, '').replaceAll('/', '.')
  const code = 'keyword' in record ? String(record.keyword) : 'invalid'
  const unknown = code === 'unrecognized_keys' && 'params' in record ? keysOf(record.params) : []
  if (unknown.length > 0) {
    return unknown.slice(0, mostUnknown).map((key) => ({
      field: [...(field === '' ? [] : [field]), key.slice(0, longestName)].join('.'),
      code,
      message: context === 'querystring' ? 'There is no such parameter.' : 'There is no such field.',
    }))
  }
  const message = 'message' in record ? String(record.message) : 'is not valid'
  return [{ field: field === '' ? context : field, code, message }]
}

const keysOf = (params: unknown): string[] =>
  typeof params === 'object' && params !== null && 'keys' in params && Array.isArray(params.keys)
    ? params.keys.map(String)
    : []
