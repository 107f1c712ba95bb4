import type { Markup } from '../../ops/html.ts'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visit } from '../visit.ts'
import type { DraftPlace } from './draft-place.ts'
import type { PanelState } from './panel-facts.ts'
import { readPanel } from './read-panel.ts'
import { renderPanel } from './render-panel.ts'

export const draftAssets = { scripts: ['drafts.js'], styles: ['drafts.css'] }

/** A part as the part that was asked for, or, where nobody asked by script, as a page of its own. */
export const answerPart = (
  visit: Visit,
  place: DraftPlace,
  body: Markup,
  answer: { status?: number; headers?: Record<string, string> } = {},
): DeskAnswer => {
  if (visit.isPart) return { kind: 'part', body, ...answer }
  const title = visit.words.drafts.pageTitle(place.ticketId)
  return {
    kind: 'page',
    title,
    place: 'tickets',
    ...draftAssets,
    ...(answer.status === undefined ? {} : { status: answer.status }),
    body: html`<div class="head"><h1>${title}</h1><a class="button" href="${place.ticketPath}">${visit.words.drafts.toTicket}</a></div>
${body}`,
  }
}

/** The whole panel, as it stands now. */
export const answerPanel = async (
  visit: Visit,
  desk: DeskDependencies,
  place: DraftPlace,
  state: PanelState = {},
  answer: { status?: number; headers?: Record<string, string> } = {},
): Promise<DeskAnswer> =>
  answerPart(visit, place, renderPanel(visit, await readPanel(desk, place, visit), state), answer)
