import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'

/** A page that says what is in the way, and what to do. */
export const errorPage = (title: string, text: string, status: number): DeskAnswer => ({
  kind: 'page',
  title,
  place: null,
  status,
  body: html`<section class="error"><h1>${title}</h1><p>${text}</p></section>`,
})
