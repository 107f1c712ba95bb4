import * as z from 'zod'
import { ticketStatusSchema } from '../../../schemas/ticket.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel } from './answer-panel.ts'
import { decideSend } from './decide-send.ts'
import { type DraftPlace, readDraftPlace } from './draft-place.ts'
import { findDraft } from './find-draft.ts'
import { keepEdit } from './keep-edit.ts'
import { lookAtTicket } from './look-at-ticket.ts'
import type { PanelState } from './panel-facts.ts'
import { textFieldSchema, versionNumberSchema } from './read-text.ts'

const sureSchema = z.enum(['placeholders', 'changed', 'unchecked', 'under-way'])

/** Only this is ever sent: the text field, and nothing else of the page. */
const formSchema = z.object({
  key: z.string().min(8).max(64),
  text: textFieldSchema,
  status: z.union([z.literal(''), ticketStatusSchema.exclude(['other'])]).default(''),
  opened: z.union([z.literal(''), z.iso.datetime({ offset: true })]).default(''),
  draft: z.string().max(64).optional(),
  from: versionNumberSchema.optional(),
  sure: z.union([sureSchema.transform((each) => [each]), z.array(sureSchema)]).default([]),
})
type SendForm = z.output<typeof formSchema>

const lookPatienceMs = 8_000

/** The draft and the version that say what is sent, kept first; null: it was written by hand, or its draft has ended. */
const keepSent = async (
  { assist }: Pick<DeskDependencies, 'assist'>,
  place: DraftPlace,
  { draft: id, from, text }: SendForm,
  who: string,
): Promise<{ draft: { id: string; version: number } | null; behind: boolean }> => {
  const found = id === undefined ? null : await findDraft(assist, place, id)
  if (found === null || found.state !== 'open') return { draft: null, behind: false }
  const kept = await keepEdit(assist, { draftId: found.id, text, from: from ?? found.latest, who })
  return kept.kind === 'kept'
    ? { draft: { id: found.id, version: kept.version }, behind: kept.behind }
    : { draft: null, behind: false }
}

const send = async (kind: 'reply' | 'note', visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  const parsed = formSchema.safeParse(visit.form)
  if (place === null || !parsed.success) return { kind: 'not-found' }
  const form = parsed.data
  const { send: words, draft: draftWords, item } = visit.words.drafts
  const status = form.status === '' ? null : form.status
  const typed: PanelState = { text: form.text, status }
  const items = await desk.outbox.ofTicket(place)
  const underWay = items.some(
    (each) =>
      each.kind === 'reply' &&
      (each.state === 'held' || each.state === 'sending') &&
      // The same click again is told apart by its key.
      (each.who !== visit.who || each.text !== form.text),
  )
  const wish = {
    underWay,
    kind,
    text: form.text,
    openedAt: form.opened === '' ? null : form.opened,
    sure: form.sure,
  }
  const early = decideSend(wish, null)
  if (early.kind === 'fault') {
    const fault = early.fault === 'empty' ? words.empty : words.tooLong
    return answerPanel(visit, desk, place, { ...typed, fault }, { status: 422 })
  }
  const signal = AbortSignal.any([visit.signal, AbortSignal.timeout(lookPatienceMs)])
  const { look, change } = await lookAtTicket(desk, place, { openedAt: wish.openedAt, signal })
  const decision = decideSend(wish, look)
  if (decision.kind === 'fault')
    return answerPanel(visit, desk, place, { ...typed, fault: words.gone }, { status: 422 })
  if (decision.kind === 'ask') {
    const openedAt = look.kind === 'seen' ? look.updatedAt : form.opened
    const ask = { kind, about: decision.about, change, sure: form.sure }
    return answerPanel(visit, desk, place, { ...typed, ask, openedAt }, { status: 409 })
  }
  // A note has not answered the customer: its draft stays open.
  const { draft, behind } =
    kind === 'reply' ? await keepSent(desk, place, form, visit.who) : { draft: null, behind: false }
  const sent = await desk.outbox.send({
    key: form.key,
    helpdesk: place.helpdesk,
    ticketId: place.ticketId,
    kind,
    text: form.text,
    status: kind === 'reply' ? status : null,
    draft,
    who: visit.who,
  })
  const left = Math.max(0, (sent.item.dueAt ?? 0) - desk.clock.now())
  const held = sent.item.state === 'held' ? item.held(visit.write.duration(left)) : ''
  return answerPanel(visit, desk, place, { notice: `${held} ${behind ? draftWords.behind : ''}`.trim() })
}

/** A reply to the customer, after the agent's click and for as long as it can be taken back. */
export const sendReply = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  send('reply', visit, desk)

/** A private note. */
export const sendNote = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  send('note', visit, desk)
