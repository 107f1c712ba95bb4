import type { FastifyRequest } from 'fastify'
import { isAtLeast } from '../../../schemas/user.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer, StreamMessage } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { siteAddress } from '../sign-in/site-address.ts'
import type { Visitor } from '../visit.ts'
import { composeFirstHandoff } from './compose-first-handoff.ts'
import { createOverviewReader, type OverviewReader } from './create-overview-reader.ts'
import { type PartId, type PartSettings, partIds, renderParts } from './parts.ts'

/** One for each desk, that is for each process; it goes with the desk. */
const readers = new WeakMap<DeskDependencies, OverviewReader>()

const readerOf = (desk: DeskDependencies): OverviewReader => {
  const reader = readers.get(desk) ?? createOverviewReader(desk)
  readers.set(desk, reader)
  return reader
}

const settingsOf = ({ clock, config }: DeskDependencies, request: FastifyRequest): PartSettings => ({
  now: clock.now(),
  alertAfterMs: config.delivery.alertAfter,
  firstHandoff: composeFirstHandoff(config.sources, siteAddress(config.publicUrl, request)),
})

/** The page, from what was read last; whatever is missing comes by the stream. */
export const showOverview = async (
  visit: Visitor,
  desk: DeskDependencies,
  request: FastifyRequest,
): Promise<DeskAnswer> => {
  const { overview: texts } = visit.words
  const parts = renderParts(readerOf(desk).current(), visit, settingsOf(desk, request))
  const part = (id: PartId): Markup => html`<div id="${id}" class="part">${parts[id]}</div>`
  return {
    kind: 'page',
    title: texts.title,
    place: 'overview',
    scripts: ['uplot.js', 'chart.js'],
    styles: ['uplot.css', 'overview.css'],
    body: html`<div class="head"><h1>${texts.title}</h1><p class="muted small">${texts.live}${isAtLeast(visit.user.role, 'supervisor') ? html` · <a href="/drafts/quality">${visit.words.drafts.quality.link}</a>` : null}</p></div>
<noscript><p class="notice warn">${texts.noScript} <a href="/">${texts.reload}</a></p></noscript>
<div hx-sse:connect="/overview/live" hx-swap="none" hidden></div>
<div class="split"><div class="stack"><section class="card"><h2>${texts.sum.title}</h2>${part('sum')}</section>
<section class="card"><h2>${texts.now.title}</h2>${part('now')}</section></div>
<section class="card"><h2>${texts.needs.title}</h2><div id="needs" class="part" aria-live="polite">${parts.needs}</div></section></div>
<section class="card"><h2>${texts.hours.title}</h2><div hidden id="hours-data">${parts['hours-data']}</div>
<div id="hours-chart" class="chart" role="img" aria-label="${texts.hours.picture}" hidden></div><ul id="hours-legend" class="legend" hidden></ul>${part('hours-empty')}
<details><summary>${texts.hours.table}</summary>${part('hours-table')}</details></section>
<div class="split"><section class="stack"><h2>${texts.desks.title}</h2>${part('desks')}</section>
<section class="card"><h2>${texts.decided.title}</h2>${part('decided')}</section></div>`,
  }
}

/** Tells the parts that changed, for as long as somebody listens; first of all, all of them. */
async function* tellChanges(
  visit: Visitor,
  desk: DeskDependencies,
  request: FastifyRequest,
): AsyncGenerator<StreamMessage> {
  const told = new Map<PartId, string>()
  for await (const figures of readerOf(desk).follow(visit.signal)) {
    const parts = renderParts(figures, visit, settingsOf(desk, request))
    const changed = partIds.filter((id) => told.get(id) !== parts[id].markup)
    if (changed.length === 0) continue
    for (const id of changed) told.set(id, parts[id].markup)
    yield {
      data: html`${changed.map((id) => html`<hx-partial hx-target="#${id}" hx-swap="innerMorph">${parts[id]}</hx-partial>\n`)}`,
    }
  }
}

export const followOverview = async (
  visit: Visitor,
  desk: DeskDependencies,
  request: FastifyRequest,
): Promise<DeskAnswer> => ({
  kind: 'stream',
  messages: tellChanges(visit, desk, request),
})
