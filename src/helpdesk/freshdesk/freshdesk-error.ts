import { freshdeskErrorSchema } from '../../../schemas/freshdesk/error.ts'
import { type Refusal, silentRefusal } from '../refusal.ts'

const longestMessage = 300
const longestRead = 1000

/** Reads what Freshdesk's error body says. Anything else (HTML, nothing, another shape) says nothing. */
export const readFreshdeskRefusal = (body: unknown): Refusal => {
  const parsed = freshdeskErrorSchema.safeParse(body)
  if (!parsed.success) return silentRefusal
  const errors = parsed.data.errors ?? []
  const existing = errors.find((error) => error.additional_info?.user_id != null)
  return {
    code: parsed.data.code ?? null,
    faults: errors.map((error) => ({
      field: error.field ?? '',
      code: error.code ?? '',
      message: withoutAddresses(error.message ?? ''),
    })),
    existingId: existing === undefined ? null : String(existing.additional_info?.user_id),
  }
}

// Messages end up in logs and on the repair desk, and may quote what the person wrote.
const withoutAddresses = (message: string): string =>
  // Looking for addresses takes the square of a text's length, so it is cut first; what the cut may have halved is left out.
  (message.length > longestRead ? message.slice(0, longestRead).replace(/[^\s'"<>(),;:]*$/, '') : message)
    .replace(/[^\s'"<>(),;:]+@[^\s'"<>(),;:]+/g, '…')
    .slice(0, longestMessage)
