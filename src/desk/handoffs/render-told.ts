import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { Told } from './explain-told.ts'

/** A reason in the reader's language; as it was recorded, for whoever wants to look it up. */
export const renderTold = ({ text, detail }: Told, { words }: Pick<Visit, 'words'>): Markup =>
  detail === null
    ? html`${text}`
    : html`${text} <details class="as-told"><summary>${words.handoffs.asTold}</summary><q lang="en">${detail}</q></details>`
