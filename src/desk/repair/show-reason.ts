import * as z from 'zod'
import type { Entry } from '../../ledger/ledger.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { findGroups } from './find-groups.ts'
import { findTicketFields } from './find-ticket-fields.ts'
import type { ReasonGroup } from './group-reasons.ts'
import { listFields } from './list-fields.ts'
import { renderBulk } from './render-bulk.ts'
import { countOf } from './show-repair.ts'

const pageSize = 50
const querySchema = z.object({ cursor: z.string().max(200).optional() })

/** Those that are stuck for one reason: to look at each, or to do the same for several. */
export const showReason = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { repair: texts, common } = visit.words
  const { groups, waitingSince } = await findGroups(visit, desk)
  const group = groups.find(({ key }) => key === visit.params['key'])
  if (group === undefined)
    return {
      kind: 'page',
      title: texts.title,
      place: 'repair',
      body: html`<div class="head"><h1>${texts.title}</h1></div>
<section class="card"><p class="empty">${texts.gone}</p><p class="row"><a class="button" href="/repair">${texts.toAll}</a></p></section>`,
    }
  const parsed = querySchema.safeParse(visit.query)
  const cursor = parsed.success ? parsed.data.cursor : undefined
  const { entries, next } = await desk.ledger.listStuck({
    state: group.state,
    reasons: group.reasons,
    waitingSince,
    limit: pageSize,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const fields =
    group.fields.length === 0
      ? []
      : listFields({}, group.fields, await findTicketFields(group.helpdesk, visit, desk))
  const more =
    next === null
      ? null
      : html`<p class="row"><a class="button" href="/repair/reason/${group.key}?cursor=${encodeURIComponent(next)}">${common.more}</a></p>`
  return {
    kind: 'page',
    title: `${group.text} · ${texts.title}`,
    place: 'repair',
    styles: ['repair.css'],
    scripts: ['repair.js'],
    body: html`<div class="head"><h1>${group.text}</h1><a href="/repair">${texts.toAll}</a></div>
<p>${group.todo}</p>
${group.detail === null ? null : html`<details><summary>${texts.original}</summary><p class="muted">${group.detail}</p></details>`}
<div class="stack">${renderTable(group, entries, visit)}${more}</div>
${renderBulk(group, fields, desk.config, visit)}`,
  }
}

const renderTable = (group: ReasonGroup, entries: Entry[], visit: Visitor): Markup => {
  const { repair: texts } = visit.words
  const waits = group.state === 'waiting'
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${group.text}"><table>
<caption>${countOf(group.count, visit)}</caption>
<thead><tr><th scope="col"><label class="check"><input type="checkbox" data-tick-all="id" hidden><span class="hidden-label">${texts.bulk.pickAll}</span></label></th><th scope="col">${texts.about}</th><th scope="col">${texts.person}</th><th scope="col">${texts.source}</th><th scope="col">${texts.received}</th><th scope="col" class="number">${texts.tried}</th>${waits ? html`<th scope="col">${texts.nextTry}</th>` : null}</tr></thead>
<tbody>${entries.map((entry) => renderRow(entry, waits, visit))}</tbody></table></div>`
}

const longest = 90
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

/** What a hand-off is called in lists. */
export const titleOf = ({ handoff, id }: Entry): string => {
  if (handoff === null) return id
  const text = [handoff.subject, handoff.summary, handoff.transcript[0]?.text].find(
    (each) => each !== undefined && each !== null && each.trim() !== '',
  )
  return cut(text?.replace(/\s+/g, ' ').trim() ?? id)
}

const renderRow = (entry: Entry, waits: boolean, { words, write }: Visitor): Markup => {
  const { repair: texts } = words
  const { id, handoff, source, receivedAt, attempts, dueAt } = entry
  const person =
    handoff === null
      ? texts.erasedPerson
      : (handoff.requester.name ?? handoff.requester.email ?? handoff.requester.phone ?? texts.nobody)
  const title = titleOf(entry)
  return html`<tr><td><label class="check"><input type="checkbox" name="id" value="${id}" form="bulk"><span class="hidden-label">${texts.bulk.pick(title)}</span></label></td>
<td class="about"><a href="/repair/${id}">${title}</a></td><td>${person}</td><td>${source}</td><td>${write.time(receivedAt, 'ago')}</td><td class="number">${attempts}</td>${waits ? html`<td>${write.time(dueAt, 'ago')}</td>` : null}</tr>`
}
