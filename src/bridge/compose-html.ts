import type { FileToAttach } from '../helpdesk/helpdesk.ts'
import { type Composition, composeDocument } from './compose-document.ts'
import type { Document } from './document.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'
import { fitsInto, shrinkDocument } from './shrink-document.ts'

/** Nothing shorter than this is cut: 60 KB of HTML, below the 64 KB that a help desk is sure to take. */
export const maxHtmlBytes = 60 * 1024

const wholeTextFile = (reference: string): string => `relevo-${reference}.txt`

const shrunk = (composition: Composition, document: Document): Document =>
  shrinkDocument(document, {
    maxBytes: maxHtmlBytes,
    file: wholeTextFile(composition.reference),
    texts: composition.texts,
  })

/** HTML of a hand-off's text, cut with a mark when it is longer than 60 KB. `head` comes before everything else. */
export const composeHtml = (composition: Composition, head: Document = []): string =>
  renderHtml(shrunk(composition, [...head, ...composeDocument(composition)]))

// What the help desk may still refuse is not known yet when the files are made; that much room is kept for it.
const unmappedReserveBytes = 3 * 1024

/** The whole text as a file, when its HTML would be cut (or nearly so); nothing else. */
export const composeWholeText = (composition: Composition, head: Document = []): FileToAttach[] => {
  const document = [...head, ...composeDocument(composition)]
  if (fitsInto(document, maxHtmlBytes - unmappedReserveBytes)) return []
  return [
    {
      name: wholeTextFile(composition.reference),
      contentType: 'text/plain',
      bytes: Buffer.from(renderText(document), 'utf8'),
    },
  ]
}
