import type { ProblemToSend } from '../../ops/compose-problem.ts'

// What an event is answered that is not taken. Freshdesk mails it to the account's admins, Zendesk shows it with the webhook, so it says
// what to set there.

const challenge = { 'www-authenticate': 'Bearer realm="relevo"' }
const refused = (code: string, detail: string): ProblemToSend => ({
  status: 401,
  code,
  detail,
  headers: challenge,
})

export const secretMissing = refused(
  'secret_missing',
  'Let the rule send the custom header X-Webhook-Secret with the secret of helpdesks.<name>.events.',
)
export const secretWrong = refused(
  'secret_wrong',
  'The secret is not one of helpdesks.<name>.events. Check it on both sides.',
)
export const signatureMissing = refused(
  'signature_missing',
  'There is no X-Zendesk-Webhook-Signature with its timestamp. Only webhooks of Zendesk are taken here.',
)
export const timestampInvalid = refused(
  'timestamp_invalid',
  'X-Zendesk-Webhook-Signature-Timestamp must be a time as ISO 8601 writes it.',
)
export const timestampTooFar = refused(
  'timestamp_too_far',
  'X-Zendesk-Webhook-Signature-Timestamp is more than 5 minutes from our time. Check the clock of the machine.',
)
export const signatureWrong = refused(
  'signature_wrong',
  'The signature does not fit. Put the signing secret of this very webhook into helpdesks.<name>.events.',
)

export const noTicketId: ProblemToSend = {
  status: 422,
  code: 'ticket_id_missing',
  detail:
    'The event does not say which ticket it is about. Freshdesk: content Simple, and tick Ticket ID. Zendesk: the body {"ticket_id":"{{ticket.id}}"}.',
}

export const notUnderstood: ProblemToSend = {
  status: 415,
  code: 'unsupported_media_type',
  detail:
    'This kind of body is not understood. Choose JSON as the encoding (Freshdesk) or request format (Zendesk).',
}

export const compressedEvent: ProblemToSend = {
  status: 415,
  code: 'unsupported_encoding',
  detail: 'Compressed bodies are not understood. Send it without Content-Encoding.',
}

export const eventTooLarge: ProblemToSend = {
  status: 413,
  code: 'body_too_large',
  detail: 'The event is too large. Its ticket id is enough: leave out description and comments.',
}

const retryAfterSeconds = '10'

export const eventNotStored: ProblemToSend = {
  status: 503,
  code: 'store_unavailable',
  detail:
    'Relevo cannot store events at the moment. A repeat does no harm, and what stays untold is found by the sweep.',
  headers: { 'retry-after': retryAfterSeconds },
}

export const eventWrongMethod: ProblemToSend = {
  status: 405,
  code: 'method_not_allowed',
  detail: "This address takes a help desk's events by POST.",
  headers: { allow: 'POST' },
}
