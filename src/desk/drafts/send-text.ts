import * as z from 'zod'
import { ticketStatusSchema } from '../../../schemas/ticket.ts'
import type { OutboxItem } from '../../outbox/outbox.ts'
import { outboxIdOf } from '../../outbox/outbox-id-of.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel } from './answer-panel.ts'
import { decideSend, type Sure } from './decide-send.ts'
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
  /** Until when the page knew what goes out from here; see `renderEditor`. */
  shown: z.coerce.number().int().min(0).catch(0),
  /** When the page was made, ms. */
  read: z.coerce.number().int().min(0).optional().catch(undefined),
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

const heldNotice = (
  visit: Visitor,
  { clock }: Pick<DeskDependencies, 'clock'>,
  { state, dueAt }: Pick<OutboxItem, 'state' | 'dueAt'>,
): string => {
  const left = Math.max(0, (dueAt ?? 0) - clock.now())
  return state === 'held' ? visit.words.drafts.item.held(visit.write.duration(left)) : ''
}

const send = async (kind: 'reply' | 'note', visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  const parsed = formSchema.safeParse(visit.form)
  if (place === null || !parsed.success) return { kind: 'not-found' }
  const form = parsed.data
  const { send: words, draft: draftWords } = visit.words.drafts
  const status = form.status === '' ? null : form.status
  const typed: PanelState = { text: form.text, status }
  const items = await desk.outbox.ofTicket(place)
  const click = { key: form.key, helpdesk: place.helpdesk, ticketId: place.ticketId, who: visit.who }
  // Its key alone tells that it is the same click again; the same words from another page are another reply.
  const again = items.find(({ id }) => id === outboxIdOf(click))
  if (again !== undefined)
    return answerPanel(visit, desk, place, { notice: heldNotice(visit, desk, again), focusItem: again.id })
  const openReplies = items.filter(
    ({ kind, state }) => kind === 'reply' && (state === 'held' || state === 'sending'),
  )
  // Confirmed is what the page showed; one that came since is asked about anew.
  const isNew = openReplies.some(({ createdAt }) => createdAt > form.shown)
  const wish = {
    underWay: openReplies.length > 0,
    kind,
    text: form.text,
    sure: form.sure.filter((each) => each !== 'under-way' || !isNew),
  }
  const early = decideSend(wish, null)
  if (early.kind === 'fault') {
    const fault = early.fault === 'empty' ? words.empty : words.tooLong
    return answerPanel(visit, desk, place, { ...typed, fault }, { status: 422 })
  }
  const signal = AbortSignal.any([visit.signal, AbortSignal.timeout(lookPatienceMs)])
  const { look, change } = await lookAtTicket(desk, place, {
    openedAt: form.opened === '' ? null : form.opened,
    items,
    shown: form.shown,
    readAt: form.read ?? null,
    signal,
  })
  const decision = decideSend(wish, look)
  if (decision.kind === 'fault')
    return answerPanel(visit, desk, place, { ...typed, fault: words.gone }, { status: 422 })
  if (decision.kind === 'ask') {
    const openedAt = look.kind === 'seen' ? look.updatedAt : form.opened
    const ask = { kind, about: decision.about, change, sure: wish.sure }
    return answerPanel(visit, desk, place, { ...typed, ask, openedAt }, { status: 409 })
  }
  // A note has not answered the customer: its draft stays open.
  const { draft, behind } =
    kind === 'reply' ? await keepSent(desk, place, form, visit.who) : { draft: null, behind: false }
  const sent = await desk.outbox.send({
    ...click,
    kind,
    text: form.text,
    status: kind === 'reply' ? status : null,
    draft,
    seen:
      look.kind === 'seen'
        ? { updatedAt: look.updatedAt, status: change.ticket?.status ?? null }
        : form.opened === ''
          ? null
          : { updatedAt: form.opened, status: null },
    // All of these were decided about.
    knownUntil: Math.max(form.shown, ...items.map(({ createdAt }) => createdAt)),
  })
  if (sent.kind === 'another') {
    const about: Sure[] = ['under-way']
    const ask = { kind, about, change, sure: wish.sure }
    return answerPanel(visit, desk, place, { ...typed, ask, openedAt: form.opened }, { status: 409 })
  }
  const held = heldNotice(visit, desk, sent.item)
  const notice = `${held} ${behind ? draftWords.behind : ''}`.trim()
  return answerPanel(visit, desk, place, { notice, focusItem: sent.item.id })
}

/** A reply to the customer, after the agent's click and for as long as it can be taken back. */
export const sendReply = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  send('reply', visit, desk)

/** A private note. */
export const sendNote = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  send('note', visit, desk)
