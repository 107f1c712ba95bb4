import type { Message } from '../../schemas/ticket.ts'
import type { HandOverReason } from '../helpdesk/hand-over/decide-hand-over.ts'
import { chooseHandOverTexts } from '../helpdesk/hand-over/hand-over-texts.ts'
import { htmlToText } from '../helpdesk/html-to-text.ts'
import { normaliseText } from './find-own-message.ts'

export const handOverReasons = [
  'named',
  'least-loaded',
  'there',
  'group',
  'agent-away',
  'nobody-there',
  'kept',
  'unnamed',
] as const satisfies readonly HandOverReason[]

/** Why somebody got a ticket, as the note of the handover says at its end. `kept` when it does not: whoever has it now has it. */
export const readHandOverReason = (
  message: Pick<Message, 'html' | 'text'>,
  language: string,
): HandOverReason => {
  const said = normaliseText(`${message.text} ${htmlToText(message.html)}`)
  const texts = chooseHandOverTexts(language).why
  const placeOf = (why: HandOverReason) => said.lastIndexOf(normaliseText(texts[why]))
  const last = handOverReasons.reduce((best, why) => (placeOf(why) > placeOf(best) ? why : best), 'kept')
  return last
}
