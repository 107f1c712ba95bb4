import { html, type Markup } from '../../ops/html.ts'

/** Text with its line breaks, which stand where white space is kept: in a `textarea`, a `pre`, and under `pre-wrap`. */
export const multiline = (text: string): Markup =>
  html`${text.split(/\r\n|\r|\n/).map((line, place) => (place === 0 ? html`${line}` : html`\n${line}`))}`
