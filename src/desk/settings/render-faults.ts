import type { Fault } from '../../config/fault.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'

/** What is wrong in a file, with the line that each fault is in. */
export const renderFaults = (
  title: string,
  faults: readonly Fault[],
  kind: 'bad' | 'warn',
  { words }: Visitor,
): Markup =>
  html`<div class="notice ${kind}"${kind === 'bad' ? html` role="alert"` : null}><h3>${title}</h3><ul>${faults.map(
    ({ line, path, message }) =>
      html`<li>${line === null ? null : html`<strong>${words.settings.ruleLine(line)}</strong> `}<code>${path}</code> ${message}</li>`,
  )}</ul></div>`
