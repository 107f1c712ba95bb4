import { zendeskErrorSchema } from '../../../schemas/zendesk/error.ts'
import type { FieldFault } from '../helpdesk.ts'
import { type Refusal, silentRefusal } from '../refusal.ts'

const longestMessage = 300
const longestRead = 1000

/**
 * Reads what Zendesk's error body says. A fault of a custom field is named by the field's id. Anything else (HTML, text, nothing)
 * says nothing.
 */
export const readZendeskRefusal = (body: unknown): Refusal => {
  const parsed = zendeskErrorSchema.safeParse(body)
  if (!parsed.success) return silentRefusal
  const { error, details } = parsed.data
  const code = typeof error === 'string' ? error : (error?.title ?? null)
  const faults: FieldFault[] = Object.entries(details ?? {}).flatMap(([key, items]) =>
    items.map((item) => ({
      field: item.ticket_field_id == null ? key : String(item.ticket_field_id),
      code: item.error ?? '',
      message: withoutAddresses(item.description ?? ''),
    })),
  )
  return { code, faults, existingId: null }
}

/** Zendesk's code for a key that came with another body before. */
export const keyMismatch = 'IdempotentRequestError'

// Messages end up in logs and on the repair desk, and may quote what the person wrote.
export const withoutAddresses = (message: string): string =>
  // Looking for addresses takes the square of a text's length, so it is cut first; what the cut may have halved is left out.
  (message.length > longestRead ? message.slice(0, longestRead).replace(/[^\s'"<>(),;:]*$/, '') : message)
    .replace(/[^\s'"<>(),;:]+@[^\s'"<>(),;:]+/g, '…')
    .slice(0, longestMessage)
