import type { Handoff } from '../../schemas/handoff.ts'
import { oneLine } from './clean-text.ts'
import { composeDocument } from './compose-document.ts'
import { maxHtmlBytes } from './compose-html.ts'
import { composeSubject } from './compose-subject.ts'
import type { Document } from './document.ts'
import { withoutFetching } from './fetch-attachments.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'
import { shrinkDocument } from './shrink-document.ts'
import type { Texts } from './texts/texts.ts'

/** A mail before SMTP. `messageId` is the same every time, so that a repeat lands in the same thread. */
export interface FallbackMail {
  messageId: string
  subject: string
  text: string
  html: string
  /** The person, so that an answer reaches them and the help desk can tell whose request it is. */
  replyTo: { name: string; address: string } | null
}

/** A hand-off as a mail to the support mailbox. `from` gives the message id its domain. Files are named, not fetched. */
export const composeFallbackMail = ({
  reference,
  handoff,
  brand,
  texts,
  from,
}: {
  reference: string
  handoff: Handoff
  brand: string | null
  texts: Texts
  from: string
}): FallbackMail => {
  const { failed } = withoutFetching(handoff.attachments, 'not-fetched')
  const composed = composeDocument({
    reference,
    handoff,
    classification: null,
    brand,
    texts,
    attached: [],
    failed,
    unmapped: [],
  })
  const document: Document = [
    { kind: 'remark', text: texts.mailIntro },
    ...composed.slice(0, -1),
    { kind: 'remark', text: texts.mailOutro(reference) },
    ...composed.slice(-1),
  ]
  const { email, name } = handoff.requester
  return {
    messageId: `<${reference}.fallback@${from.slice(from.lastIndexOf('@') + 1)}>`,
    subject: `[${reference}] ${composeSubject(handoff.subject, handoff.summary, texts.subject)}`,
    text: renderText(document),
    html: renderHtml(shrinkDocument(document, { maxBytes: maxHtmlBytes, file: 'text/plain', texts })),
    replyTo: email === null ? null : { name: oneLine(name ?? ''), address: email },
  }
}
