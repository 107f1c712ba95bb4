import type { Classification } from '../../schemas/classification.ts'
import type { Handoff, TicketRef } from '../../schemas/handoff.ts'
import type { Filed } from '../../schemas/kept.ts'
import { guardSend } from '../helpdesk/guard-send.ts'
import type { CallOptions, Lane, Write } from '../helpdesk/helpdesk.ts'
import type { Flag, WriteMark } from '../ledger/ledger.ts'
import type { PolicyOutcome } from '../policy/policy.ts'
import { type Attempt, type DeliveryTools, isOver } from './attempt.ts'
import { composeAddition, composeDraft, type DraftParts } from './compose-draft.ts'
import type { Tried } from './decide-after-failure.ts'
import type { Target } from './decide-target.ts'
import { describeFiled } from './describe-filed.ts'
import { type Attachments, withoutFetching } from './fetch-attachments.ts'
import { afterFailure, settleFailure } from './settle-failure.ts'
import { giveBack, type Settlement } from './settlement.ts'
import { chooseTexts } from './texts/choose-texts.ts'

export interface Sending {
  target: Target
  classification: Classification
  attachments: Attachments
  /** What the company's rules say; null without any. */
  policy: PolicyOutcome | null
}

/** Where it landed. */
interface Landed {
  ticket: TicketRef
  flags: Flag[]
  filed: Filed | null
}

type Sent = { tried: Tried; result: Write<Landed> } | { lost: true }

/**
 * Sends the hand-off as its target says. A write is marked before it goes out. What the target does not take becomes a
 * ticket of its own, and what is too large goes without its files, in the same attempt.
 */
export const sendHandoff = async (
  attempt: Attempt,
  tools: DeliveryTools,
  first: Sending,
): Promise<Settlement> => {
  let sending = first
  // At most an addition, its creation instead, and each without files.
  for (let round = 1; round <= 4; round++) {
    if (isOver(attempt)) return giveBack(tools.clock.now(), 'The worker stopped.')
    const sent = await sendOnce(attempt, tools, sending)
    if ('lost' in sent) return { kind: 'lost' }
    const { tried, result } = sent
    if (result.effect === 'done')
      return {
        kind: 'delivered',
        ...result.value,
        why: sending.target.why,
        classification: sending.classification,
        notes: sending.policy?.notes ?? [],
      }
    const hasFiles = sending.attachments.files.length > 0
    const after = afterFailure(attempt, tools, { tried, ...result, hasFiles })
    if (after.kind === 'retry' || after.kind === 'settle' || after.kind === 'park') {
      return settleFailure(after, result.failure, tried !== 'reopen')
    }
    if (tried !== 'reopen' && !(await tools.ledger.clearWrite(attempt.claim, after.why)))
      return { kind: 'lost' }
    sending =
      after.kind === 'create-instead'
        ? { ...sending, target: { kind: 'create', why: `${sending.target.why} ${after.why}` } }
        : { ...sending, attachments: refusedFiles(attempt.claim.entry.handoff, sending.attachments) }
  }
  throw new Error('A delivery changed its target more often than it can.')
}

const refusedFiles = (handoff: Handoff, { failed }: Attachments): Attachments => {
  const names = new Set(failed.map(({ url }) => url))
  const refused = withoutFetching(handoff.attachments, 'refused').failed.filter(({ url }) => !names.has(url))
  return { files: [], failed: [...failed, ...refused] }
}

const sendOnce = async (attempt: Attempt, tools: DeliveryTools, sending: Sending): Promise<Sent> => {
  const { target } = sending
  if (target.kind === 'add' && target.reopen) {
    // Before the text, which is the effect that counts: an open ticket without it is mended by the next attempt, but
    // text in a ticket that stayed closed would be seen by nobody. Reopening twice does no harm, so it is not marked.
    const reopened = await guarded(attempt, tools, 'addition', (options) =>
      tools.helpdesk.updateTicket(target.ticketId, { status: 'open' }, options),
    )
    if (reopened.effect !== 'done') return { tried: 'reopen', result: reopened }
  }
  const at = tools.clock.now()
  const mark: WriteMark =
    target.kind === 'create' ? { kind: 'create', at } : { kind: 'add', ticketId: target.ticketId, at }
  if (!(await tools.ledger.markWrite(attempt.claim, mark))) return { lost: true }
  return { tried: target.kind, result: await write(attempt, tools, sending) }
}

const write = async (attempt: Attempt, tools: DeliveryTools, sending: Sending): Promise<Write<Landed>> => {
  const { target } = sending
  const parts = partsOf(attempt, tools, sending)
  if (target.kind === 'add') {
    const added = await guarded(attempt, tools, 'addition', (options) =>
      tools.helpdesk.addAsCustomer(target.ticketId, composeAddition(parts), options),
    )
    if (added.effect !== 'done') return added
    const ticket: TicketRef = { id: target.ticketId, url: target.url, action: 'added' }
    return { effect: 'done', value: { ticket, flags: [], filed: null } }
  }
  const lane = attempt.claim.entry.attempts <= 1 ? 'new' : 'retry'
  const created = await guarded(attempt, tools, lane, (options) =>
    tools.helpdesk.createTicket(composeDraft(parts), options),
  )
  if (created.effect !== 'done') return created
  const { ticket, unmapped } = created.value
  const flags: Flag[] = unmapped.length > 0 ? ['unmapped-fields'] : []
  const filed = describeFiled(sending.classification, sending.policy, unmapped)
  return { effect: 'done', value: { ticket: { ...ticket, action: 'created' }, flags, filed } }
}

const partsOf = (attempt: Attempt, { sources, config }: DeliveryTools, sending: Sending): DraftParts => {
  const { id, handoff, source: name } = attempt.claim.entry
  const source = sources[name] ?? null
  return {
    composition: {
      reference: id,
      handoff,
      brand: source?.brand ?? null,
      texts: chooseTexts(handoff.language, source?.language, config.language),
      failed: sending.attachments.failed,
    },
    classification: sending.classification,
    source,
    files: sending.attachments.files,
    policy: sending.policy,
  }
}

type GuardedOptions = Required<CallOptions>

const guarded = async <T>(
  attempt: Attempt,
  { clock, config }: DeliveryTools,
  lane: Lane,
  send: (options: GuardedOptions) => Promise<T>,
): Promise<T> => {
  const guard = guardSend([attempt.lost, attempt.stopping], { clock, patienceMs: config.delivery.lease })
  try {
    return await send({
      lane,
      signal: guard.signal,
      onSend: guard.onSend,
      maySend: guard.maySend,
      reference: attempt.claim.entry.id,
    })
  } finally {
    guard.end()
  }
}
