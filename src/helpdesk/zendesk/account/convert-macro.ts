import type { ZendeskMacro } from '../../../../schemas/zendesk/macro.ts'
import type { CannedResponse } from '../../account-desk.ts'
import { escapeHtml } from '../../escape-html.ts'
import { htmlToText } from '../../html-to-text.ts'

/**
 * A macro as a prepared answer; null when it writes no comment. A title such as `Billing::Refund` is in the folder `Billing`.
 * https://developer.zendesk.com/documentation/ticketing/reference-guides/actions-reference/
 */
export const convertMacro = (macro: ZendeskMacro): CannedResponse | null => {
  const html = textOf(macro, 'comment_value_html')
  const plain = textOf(macro, 'comment_value')
  if (html === null && plain === null) return null
  const path = (macro.title ?? '').split('::').map((part) => part.trim())
  return {
    id: String(macro.id),
    title: path.at(-1) ?? '',
    folder: path.length > 1 ? path.slice(0, -1).join(' / ') : null,
    html: html ?? escapeHtml(plain ?? ''),
    text: html === null ? (plain ?? '') : htmlToText(html),
  }
}

/** The value is the text, or a list whose first entry is the channel (`channel:all`) and whose last is the text. */
const textOf = ({ actions }: ZendeskMacro, field: string): string | null => {
  const value = actions?.find((action) => action.field === field)?.value
  const text: unknown = Array.isArray(value) ? value.at(-1) : value
  return typeof text === 'string' && text.trim() !== '' ? text : null
}
