import { html, type Markup } from '../../ops/html.ts'

/** A text with its line breaks: as any control character they would be taken out. */
export const renderLines = (text: string): Markup =>
  html`${text.split(/\r\n|\r|\n/).map((line, at) => html`${at === 0 ? null : html`<br>\n`}${line}`)}`

/** The same where white space stands as it is, as in `<pre>`. */
export const renderPreformatted = (text: string): Markup =>
  html`${text.split(/\r\n|\r|\n/).map((line, at) => html`${at === 0 ? null : html`\n`}${line}`)}`
