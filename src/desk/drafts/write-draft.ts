import * as z from 'zod'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel, answerPart } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { readPanel } from './read-panel.ts'
import { textFieldSchema } from './read-text.ts'
import { renderPanel } from './render-panel.ts'
import { awaitDraft, type DraftStream, streamDraft } from './stream-draft.ts'

const formSchema = z.object({ text: textFieldSchema.optional(), masked: z.string().optional() })

/** What was asked for as it comes, or for browsers without script when it is there. */
export const answerStream = async (
  visit: Visitor,
  desk: DeskDependencies,
  stream: DraftStream,
): Promise<DeskAnswer> => {
  if (visit.isPart) return { kind: 'stream', messages: streamDraft(visit, desk, stream) }
  const { state, instead } = await awaitDraft(visit, desk, stream)
  if (instead === null) return answerPanel(visit, desk, stream.place, state)
  const facts = await readPanel(desk, stream.place, visit)
  return answerPart(visit, stream.place, html`${instead}${renderPanel(visit, facts)}`, { status: 409 })
}

/** A first draft, because somebody asked for it. */
export const writeDraft = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  const form = formSchema.safeParse(visit.form)
  if (place === null || !form.success || !desk.config.assist.enabled) return { kind: 'not-found' }
  const events = desk.assist.generate({
    helpdesk: place.helpdesk,
    ticketId: place.ticketId,
    language: null,
    agentName: visit.user.name,
    who: visit.who,
    withSecrets: form.data.masked !== undefined,
    signal: visit.signal,
  })
  return answerStream(visit, desk, {
    place,
    events,
    form: 'draft-write',
    instruction: null,
    ownText: form.data.text ?? null,
    done: visit.words.drafts.writing.done,
  })
}
