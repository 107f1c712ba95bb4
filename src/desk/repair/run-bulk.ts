import { isAtLeast } from '../../../schemas/user.ts'
import { LedgerUnavailable } from '../../ledger/ledger-unavailable.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer, StreamMessage } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { type Acting, type ActOutcome, correct, dismiss, sendAgain } from './act-on-one.ts'
import { type BulkAct, type BulkOrder, mostAtOnce, readBulkOrder } from './bulk-order.ts'
import { findGroups } from './find-groups.ts'
import { findTicketFields } from './find-ticket-fields.ts'
import { fieldKey } from './list-fields.ts'
import { makesRules } from './show-handoff.ts'

type Outcome = ActOutcome | { kind: 'unavailable' }
interface Failed {
  id: string
  outcome: Exclude<Outcome, { kind: 'done' }>
}

/** One page for all: whoever listens to a progress bar hears of it ten times. */
const tellings = 10

const act = async (id: string, what: BulkAct, acting: Acting): Promise<Outcome> => {
  try {
    if (what.kind === 'dismiss') return await dismiss(id, what.why, acting)
    if (what.kind === 'set') {
      const entry = await acting.ledger.find(id)
      if (entry === null) return { kind: 'not-found' }
      const corrected = await correct(entry, what.edit, acting)
      if (corrected.kind !== 'done' || !what.send) return corrected
    }
    return await sendAgain(id, acting)
  } catch (error) {
    if (error instanceof LedgerUnavailable) return { kind: 'unavailable' }
    throw error
  }
}

const find = async (
  { ids, reason }: BulkOrder,
  visit: Visitor,
  desk: DeskDependencies,
): Promise<{ ids: string[]; left: boolean }> => {
  if (ids !== null) return { ids, left: false }
  const { groups, waitingSince } = await findGroups(visit, desk)
  const group = groups.find(({ key }) => key === reason)
  if (group === undefined) return { ids: [], left: false }
  const { state, reasons } = group
  const { entries, next } = await desk.ledger.listStuck({ state, reasons, waitingSince, limit: mostAtOnce })
  return { ids: entries.map(({ id }) => id), left: next !== null }
}

/** A field that is named by hand is known by what the help desk of the reason calls it. */
const keyFinder = async (visit: Visitor, desk: DeskDependencies): Promise<(typed: string) => string> => {
  const { what, name, reason } = visit.form
  if (what !== 'set' || typeof name !== 'string' || name.trim() === '') return (typed) => typed
  const { groups } = await findGroups(visit, desk)
  const group = groups.find(({ key }) => key === reason)
  const schema = group === undefined ? null : await findTicketFields(group.helpdesk, visit, desk)
  return (typed) => fieldKey(typed, schema)
}

/**
 * Does the same for several, each settled by itself, so that whoever leaves in the middle leaves the rest as it was. Safe to repeat.
 * With htmx the answer is a progress bar that moves; without, a page when all is done.
 */
export const runBulk = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { repair: texts } = visit.words
  const keyOf = await keyFinder(visit, desk)
  const read = readBulkOrder(visit.form, texts, keyOf)
  if (!read.ok) {
    const fault = html`<p class="fault" role="alert">${read.fault}</p>`
    if (visit.isPart) return { kind: 'part', body: fault, status: 422 }
    return pageOf(visit, fault, 422)
  }
  const { order } = read
  const { ids, left } = await find(order, visit, desk)
  const [only] = ids
  visit.made(
    only !== undefined && ids.length === 1
      ? { kind: 'handoff', id: only }
      : { kind: 'handoffs', id: String(ids.length) },
  )
  const acting: Acting = { ledger: desk.ledger, by: visit.who }
  const failed: Failed[] = []

  const fixed = order.act.kind === 'set' ? order.act.changed : []
  const result = (): Markup => {
    const mended = ids.find((id) => failed.every((each) => each.id !== id)) ?? null
    return renderResult({ all: ids.length, failed, left, reason: order.reason, mended, fixed }, visit)
  }
  async function* run(): AsyncGenerator<StreamMessage> {
    const every = Math.max(1, Math.ceil(ids.length / tellings))
    for (const [index, id] of ids.entries()) {
      if (index % every === 0) yield { data: renderProgress(index, ids.length, visit) }
      const outcome = await act(id, order.act, acting)
      if (outcome.kind !== 'done') failed.push({ id, outcome })
    }
    yield { data: result() }
  }
  if (visit.isPart) return { kind: 'stream', messages: run() }
  for await (const _ of run());
  return pageOf(visit, result())
}

const pageOf = ({ words }: Visitor, body: Markup, status = 200): DeskAnswer => ({
  kind: 'page',
  title: words.repair.bulk.resultTitle,
  place: 'repair',
  status,
  styles: ['repair.css'],
  body: html`<div class="head"><h1>${words.repair.bulk.resultTitle}</h1><a href="/repair">${words.repair.toAll}</a></div>${body}`,
})

const renderProgress = (done: number, all: number, { words, write }: Visitor): Markup => {
  const text = words.repair.bulk.progress(write.number(done), write.number(all))
  return html`<p>${text}</p><progress class="bar" max="${all}" value="${done}" aria-label="${text}"></progress>`
}

/** Why something was not done, in the reader's language. */
export const explainOutcome = (
  outcome: Exclude<Outcome, { kind: 'done' }>,
  { words }: Pick<Visitor, 'words'>,
): string => {
  const { repair: texts, common } = words
  switch (outcome.kind) {
    case 'wrong-state':
      return texts.quicker(common.states[outcome.state])
    case 'faulty': {
      const known: Record<string, unknown> = texts.faults
      return outcome.faults
        .map(({ code }) => {
          const text = Object.hasOwn(known, code) ? known[code] : null
          return typeof text === 'string' ? text : texts.faults.invalid
        })
        .join(' ')
    }
    default:
      return texts.bulk.failedFor[outcome.kind]
  }
}

const renderResult = (
  {
    all,
    failed,
    left,
    reason,
    mended,
    fixed,
  }: {
    all: number
    failed: Failed[]
    left: boolean
    reason: string
    /** One that it was done for. */
    mended: string | null
    /** What was set, as corrections name it. */
    fixed: string[]
  },
  visit: Visitor,
): Markup => {
  const { words, write, user } = visit
  const { bulk, gone, makeRule } = words.repair
  if (all === 0) return html`<p class="notice">${gone}</p>`
  const done = all - failed.length
  return html`<p class="notice${failed.length > 0 ? ' warn' : ''}">${bulk.done(write.number(done), write.number(all))}${left ? html` ${bulk.left}` : null}</p>
${
  failed.length === 0
    ? null
    : html`<h3>${bulk.failed}</h3><ul class="failed">${failed.map(({ id, outcome }) => html`<li><a href="/repair/${id}"><code>${id}</code></a> ${explainOutcome(outcome, visit)}</li>`)}</ul>`
}
<p class="row"><a class="button" href="${/^[0-9a-f]{16}$/.test(reason) ? `/repair/reason/${reason}` : '/repair'}">${bulk.again}</a>${
    mended === null || !isAtLeast(user.role, 'admin') || !fixed.some(makesRules)
      ? null
      : html`<a class="button" href="/repair/${mended}/rule?fixed=${encodeURIComponent(fixed.join(','))}">${makeRule}</a>`
  }</p>`
}
