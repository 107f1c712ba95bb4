import { html, type Markup } from '../../ops/html.ts'

/** A text with its line breaks, for places where white space stands as it is: within a piece they would be taken out, like any control character. */
export const renderLines = (text: string): Markup =>
  html`${text.split(/\r\n|\r|\n/).map((line, at) => html`${at === 0 ? null : html`\n`}${line}`)}`
