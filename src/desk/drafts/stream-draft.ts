import type { DraftEvent, DraftNotice, DraftWithVersions } from '../../assist/assist.ts'
import { AssistUnavailable } from '../../assist/assist-unavailable.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { StreamMessage } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { multiline } from '../page/multiline.ts'
import type { Visitor } from '../visit.ts'
import type { DraftPlace } from './draft-place.ts'
import type { PanelState } from './panel-facts.ts'
import { pumpEvents } from './pump-events.ts'
import { readPanel } from './read-panel.ts'
import { renderPanel } from './render-panel.ts'
import { renderSecrets } from './render-secrets.ts'

export interface DraftStream {
  place: DraftPlace
  events: AsyncIterable<DraftEvent>
  /** Id of the form that asked; it stays on the page until the end, as the stream hangs on it. */
  form: 'draft-write' | 'draft-refine'
  /** Sent again with "mask and go on"; null: nothing but the wish. */
  instruction: string | null
  /** What stood in the text field before there was a draft. */
  ownText: string | null
  done: string
}

const into = (target: string, swap: string, body: Markup): Markup =>
  html`<hx-partial hx-target="${target}" hx-swap="${swap}">${body}</hx-partial>`

const renderWriting = ({ words }: Visitor, form: string): Markup => {
  const { writing } = words.drafts
  return html`<section class="card" aria-labelledby="draft-live"><h3 id="draft-live">${writing.title}</h3>
<p class="muted" role="status" id="draft-preparing">${writing.preparing}</p><div id="draft-notices" aria-live="polite"></div>
<div id="draft-stream" class="plain" aria-live="off"></div>
<div class="row"><button type="button" data-stop="${form}" data-stopped="${writing.stopped}" autofocus>${writing.stop}</button></div></section>`
}

/** What becomes of the events when they are over, for whoever waits for the end alone. */
export interface DraftEnd {
  state: PanelState
  /** Instead of the panel's own, where nothing was written. */
  instead: Markup | null
  /** The same beside the text field, for a page on which somebody has typed meanwhile. */
  offer: Markup | null
}

/** What was written, beside the agent's own words: taking it is bringing its version back, which keeps what stands in the field first. */
const renderOffer = (
  visit: Visitor,
  { place, done }: DraftStream,
  draft: DraftWithVersions,
): Markup | null => {
  const written = draft.versions.findLast(({ madeBy }) => madeBy !== null)
  if (written === undefined) return null
  const { writing } = visit.words.drafts
  const to = `${place.path}/${draft.id}/restore`
  return html`<section class="card stack" id="draft-offer" role="status" aria-labelledby="draft-offered"><h3 id="draft-offered">${done}</h3><p>${writing.beside}</p>
<div class="plain">${multiline(written.content.response)}</div>
<form method="post" action="${to}" hx-post="${to}" hx-target="#drafts-panel" hx-swap="outerHTML" hx-include="#reply-text, #reply-from" hx-disable="find button"><input type="hidden" name="_csrf" value="${visit.csrf}"><input type="hidden" name="number" value="${written.number}"><div class="row"><button type="submit">${writing.take}</button><span class="hint small">${writing.takeHint}</span></div></form></section>`
}

const endOf = (
  visit: Visitor,
  stream: DraftStream,
  event: DraftEvent,
  notices: DraftNotice[],
): DraftEnd | null => {
  const { drafts } = visit.words
  switch (event.kind) {
    case 'secrets':
      return { state: {}, instead: renderSecrets(visit, stream, event.findings), offer: null }
    case 'failed':
      return {
        state: {},
        offer: null,
        instead: html`<p class="fault" role="alert">${drafts.failures[event.code]}</p>${event.detail === null ? null : html`<p class="hint small">${event.detail}</p>`}`,
      }
    case 'draft': {
      const own = stream.ownText?.trim() === '' ? null : stream.ownText
      return {
        state: { notice: stream.done, notices, focus: true, ...(own === null ? {} : { ownText: own }) },
        instead: null,
        offer: renderOffer(visit, stream, event.draft),
      }
    }
    case 'text':
    case 'again':
    case 'notice':
      return null
    default:
      return event satisfies never
  }
}

/** The events, whether somebody listens or not; a store that is away is an event like others. */
async function* eventsOf(desk: DeskDependencies, stream: DraftStream): AsyncGenerator<DraftEvent> {
  const { logger } = desk
  try {
    yield* pumpEvents(stream.events, (error) => logger.error({ err: error }, 'a draft could not be kept'))
  } catch (error) {
    if (!(error instanceof AssistUnavailable)) logger.error({ err: error }, 'a draft failed')
    yield { kind: 'failed', code: 'store', detail: null }
  }
}

/**
 * A draft on the page while it is written: each piece goes to the end of what stands there, and the whole panel takes its place when it
 * is done. The element that asked is not swapped before, as its request would end with it.
 */
export async function* streamDraft(
  visit: Visitor,
  desk: DeskDependencies,
  stream: DraftStream,
): AsyncGenerator<StreamMessage> {
  const { drafts } = visit.words
  const notices: DraftNotice[] = []
  yield { data: renderWriting(visit, stream.form) }
  for await (const event of eventsOf(desk, stream)) {
    if (event.kind === 'text') yield { data: into('#draft-stream', 'beforeend', multiline(event.text)) }
    else if (event.kind === 'again')
      yield {
        data: html`${into('#draft-stream', 'textContent', html``)}${into('#draft-notices', 'beforeend', html`<p class="hint">${drafts.writing.again}</p>`)}`,
      }
    else if (event.kind === 'notice') {
      notices.push(event.code)
      yield {
        data: into('#draft-notices', 'beforeend', html`<p class="notice">${drafts.notices[event.code]}</p>`),
      }
    }
    const end = endOf(visit, stream, event, notices)
    if (end === null) continue
    if (end.instead !== null) yield { data: into('#draft-writing', 'innerHTML', end.instead) }
    else {
      const facts = await readPanel(desk, stream.place, visit)
      // The page takes one of them; without its script the panel, which comes last, takes the place of both.
      yield {
        data: html`${end.offer === null ? null : into('#draft-writing', 'innerHTML', end.offer)}${into('#drafts-panel', 'outerHTML', renderPanel(visit, facts, end.state))}`,
      }
    }
    return
  }
}

/** Waits for the end alone: for browsers without script. */
export const awaitDraft = async (
  visit: Visitor,
  desk: DeskDependencies,
  stream: DraftStream,
): Promise<DraftEnd> => {
  const notices: DraftNotice[] = []
  for await (const event of eventsOf(desk, stream)) {
    if (event.kind === 'notice') notices.push(event.code)
    const end = endOf(visit, stream, event, notices)
    if (end !== null) return end
  }
  return { state: { notice: visit.words.drafts.writing.interrupted }, instead: null, offer: null }
}
