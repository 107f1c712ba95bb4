import { html, type Markup } from '../../../ops/html.ts'
import type { DeskTexts } from '../../texts/desk-texts.ts'
import { foldQuotes } from './fold-quotes.ts'
import { isTooDeep } from './is-too-deep.ts'
import { sanitiseMail } from './sanitise-mail.ts'

/** More than this of one message is not shown: whoever needs it reads it in the help desk. */
const mostCharacters = 100_000

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Lines of plain text as HTML. */
const fromText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? '').replace(/\r\n|\r|\n/g, '<br>')

/**
 * What a message says, safe to stand in a page: what was written now as it is, what it repeats of before and its signature folded. HTML
 * that no person wrote (`isTooDeep`), or when `asText`, is shown by its text alone.
 */
export const renderMail = (
  message: { html: string; text: string },
  words: DeskTexts['tickets'],
  { asText = false }: { asText?: boolean } = {},
): Markup => {
  const given = message.html.slice(0, mostCharacters)
  const isPlain = given.trim() === '' || asText || isTooDeep(given)
  const source = isPlain ? fromText(message.text.slice(0, mostCharacters)) : given
  const isCut = (isPlain ? message.text : message.html).length > mostCharacters
  const image = (alt: string | null, host: string | null) => words.image(alt ?? '', host ?? '')
  const parts = foldQuotes(source).map(({ kind, html: part }) => {
    const clean = sanitiseMail(part, { image })
    if (kind === 'shown') return clean
    return html`<details class="${kind}"><summary>${kind === 'quoted' ? words.quoted : words.signature}</summary><div>${clean}</div></details>`
  })
  return html`<div class="mail">${parts}</div>${isCut ? html`<p class="hint">${words.cut}</p>` : null}${
    isPlain && message.html.trim() !== '' ? html`<p class="hint">${words.asText}</p>` : null
  }`
}
