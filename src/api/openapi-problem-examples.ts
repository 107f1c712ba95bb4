import { statusTitle } from '../ops/status-title.ts'
import { type Example, type Examples, exampleProblem as problem } from './openapi-example.ts'
import { ticketProblemExamples } from './openapi-ticket-examples.ts'

const handingOver = /^\/webhooks\/|^\/v1\/handoffs$/
const oneHandoff = /^\/v1\/handoffs\/\{id\}/
const tickets = /^\/v1\/tickets/
const triage = /^\/v1\/triage/
const api = /^\/v1\/(?!handoffs$)/

interface Words {
  status: number
  code: string
  detail: string
  summary: string
  /** Operations that it is for; absent: all. */
  paths?: RegExp
  /** `errors`, `handoff_id`. */
  more?: object
}

const example = ({ status, code, detail, summary, paths, more }: Words): Example => ({
  statuses: [status],
  ...(paths === undefined ? {} : { paths }),
  summary,
  value: problem(status, statusTitle(status), code, detail, more),
})

const ofTickets: Examples = Object.fromEntries(
  Object.entries(ticketProblemExamples).map(([name, each]) => [name, { ...each, paths: tickets }]),
)

const handoffId = { handoff_id: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d' }

/** Examples of problems, each for the operations that can meet it. */
export const problemExamples: Examples = {
  notDocumented: example({
    status: 400,
    paths: api,
    summary: 'A parameter is not as documented',
    code: 'invalid_request',
    detail: 'The querystring of the request is not as documented; see errors.',
    more: { errors: [{ field: 'limit', code: 'too_big', message: 'Too big: expected number to be <=200' }] },
  }),
  badJson: example({
    status: 400,
    paths: handingOver,
    summary: 'A comma too many',
    code: 'invalid_json',
    detail: 'The body is not valid JSON.',
  }),
  secretWrong: example({
    status: 401,
    paths: /^\/webhooks\//,
    summary: 'A wrong secret',
    code: 'secret_wrong',
    detail: 'The secret is not the one that Relevo expects here. Check it on both sides.',
  }),
  apiKeyWrong: example({
    status: 401,
    paths: /^\/v1\//,
    summary: 'No key, or a wrong one',
    code: 'api_key_wrong',
    detail: 'Send your API key as `Authorization: Bearer …` or `X-API-Key: …`.',
  }),
  scopeMissing: example({
    status: 403,
    summary: 'The key may do other things',
    code: 'scope_missing',
    detail: 'This API key may not do that: it needs the scope handoffs:write.',
  }),
  noSuchHandoff: example({
    status: 404,
    paths: oneHandoff,
    summary: 'A mistake in the id',
    code: 'not_found',
    detail: 'There is no hand-off with this id.',
  }),
  noSuchTicket: example({
    status: 404,
    paths: tickets,
    summary: 'A mistake in the id',
    code: 'not_found',
    detail: 'There is no ticket with this id in the help desk.',
  }),
  noSuchKey: example({
    status: 404,
    paths: /^\/v1\/keys/,
    summary: 'A mistake in the id',
    code: 'not_found',
    detail: 'There is no key with this id.',
  }),
  keyOfAnother: example({
    status: 409,
    paths: handingOver,
    summary: 'The same key, another body',
    code: 'idempotency_conflict',
    detail:
      'Another hand-off came with the same key. Send a new Idempotency-Key (or message_id) for new content, or repeat the body unchanged.',
    more: handoffId,
  }),
  wrongState: example({
    status: 409,
    paths: oneHandoff,
    summary: 'It is delivered already',
    code: 'wrong_state',
    detail: 'The hand-off is delivered; this needs it to be parked or refused.',
    more: handoffId,
  }),
  triageOff: example({
    status: 409,
    paths: triage,
    summary: 'Triage is not configured',
    code: 'triage_off',
    detail:
      'Triage is not configured. Add "triage: {}" to the configuration and restart; it begins by only observing.',
  }),
  noSuchRun: example({
    status: 404,
    paths: /^\/v1\/triage\/runs/,
    summary: 'A mistake in the id',
    code: 'not_found',
    detail: 'There is no run with this id. GET /v1/triage/runs lists them.',
  }),
  noSuchCategory: example({
    status: 404,
    paths: /^\/v1\/triage\/categories/,
    summary: 'A mistake in the name',
    code: 'not_found',
    detail: 'There is no such category in the configuration.',
  }),
  notTriaged: example({
    status: 404,
    paths: /^\/v1\/triage\/report/,
    summary: 'Another help desk',
    code: 'not_found',
    detail: 'There is no such help desk, or it is not triaged.',
  }),
  nameTaken: example({
    status: 409,
    paths: /^\/v1\/keys/,
    summary: 'Two keys of one name',
    code: 'key_name_taken',
    detail: 'A key of this name exists already. Take another name, or revoke that one first.',
  }),
  tooLarge: example({
    status: 413,
    summary: 'More than the body limit',
    code: 'body_too_large',
    detail: 'The request body is too large. Shorten it, for instance the transcript.',
  }),
  gone: example({
    status: 410,
    paths: tickets,
    summary: 'It is in the trash',
    code: 'gone',
    detail: 'The ticket is deleted, archived or marked as spam, so that nothing can be done with it.',
  }),
  noJson: example({
    status: 415,
    summary: 'Sent as text/plain',
    code: 'unsupported_media_type',
    detail: 'This content type is not understood. Send JSON with Content-Type: application/json.',
  }),
  refusedContent: example({
    status: 422,
    paths: handingOver,
    summary: 'Kept, but nobody could be answered',
    code: 'invalid_handoff',
    detail:
      'This hand-off cannot become a ticket as it is. user_email: This is not an e-mail address. Ask the person for it again. It was kept for a person to correct.',
    more: {
      ...handoffId,
      errors: [
        {
          field: 'user_email',
          code: 'invalid_email',
          message: 'This is not an e-mail address. Ask the person for it again.',
        },
      ],
    },
  }),
  stillFaulty: example({
    status: 422,
    paths: oneHandoff,
    summary: 'Each fault with its field',
    code: 'invalid_handoff',
    detail: 'The hand-off could not be delivered like this; see errors.',
    more: {
      ...handoffId,
      errors: [
        {
          field: 'user_email',
          code: 'invalid_email',
          message: 'The address on record is not an e-mail address; set user_email.',
        },
      ],
    },
  }),
  tooOften: example({
    status: 429,
    paths: /^\/v1\//,
    summary: 'Too many with this key',
    code: 'rate_limited',
    detail: 'Too many requests with this API key. Nothing was done; send this one again in 12 s.',
  }),
  sourceTooOften: example({
    status: 429,
    paths: /^\/webhooks\//,
    summary: 'Too many from this source',
    code: 'rate_limited',
    detail: 'This source has sent too many requests. Nothing was kept; send this one again in 12 s.',
  }),
  headersTooLarge: example({
    status: 431,
    summary: 'Too many headers',
    code: 'headers_too_large',
    detail: 'The headers of the request are too large. Send less of them.',
  }),
  cannotStore: example({
    status: 503,
    paths: handingOver,
    summary: 'The store is unavailable',
    code: 'store_unavailable',
    detail:
      'Relevo cannot store hand-offs at the moment. Send the same again in 10 s; a repeat does no harm.',
  }),
  unavailable: example({
    status: 503,
    paths: api,
    summary: 'The store is unavailable',
    code: 'store_unavailable',
    detail:
      'The store is unavailable at the moment, so it is not certain that anything was changed. Try again in 10 seconds.',
  }),
  ...ofTickets,
}
