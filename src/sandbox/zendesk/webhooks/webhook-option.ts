/** A webhook, and the trigger that calls it when a ticket is made or changed. */
export interface WebhookOption {
  name: string
  url: string
  /** Signs each call: base64 of HMAC-SHA256 over the timestamp and the body. */
  secret: string
  /** Both when left out. */
  on?: readonly ('create' | 'update')[]
  /** E-mails of people whose changes do not set it off. What is left out includes the API's own agent: a loop. */
  exceptBy?: readonly string[]
  /** The administrator's own JSON; default `{"ticket_id":"{{ticket.id}}","updated_at":"{{ticket.updated_at_with_timestamp}}"}`. */
  template?: string
}
