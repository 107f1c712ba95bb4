import { html, type Markup } from '../../ops/html.ts'
import type { Switched } from '../../switches/switches.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { settingsPage } from './render-settings.ts'

/** Whether somebody may be asked besides: nothing of it is asked unless it is switched on somewhere. */
export const usesLlm = ({ llm, assist, classification }: DeskDependencies['config']): boolean =>
  llm !== undefined && (assist.llm.enabled || classification.llm.enabled)

/** What may be paused, and by whom it was. */
export const showPauses = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { settings: texts } = visit.words
  const [switched, triage] = await Promise.all([desk.switches.list(), desk.triage?.status() ?? null])
  const find = (name: string) => switched.find((each) => each.name === name && each.on) ?? null
  const sources = Object.keys(desk.config.sources)
  const stopped = triage?.stopped?.value === 'on' ? triage.stopped : null
  return settingsPage(
    visit,
    'pauses',
    html`<p class="muted">${texts.pausesMean}</p>
<section class="card" aria-labelledby="sources"><h2 id="sources">${texts.sources}</h2>
${
  sources.length === 0
    ? html`<p class="empty">${texts.noSources}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.sources}: ${visit.words.common.table}"><table>
<thead><tr><th scope="col">${texts.source}</th><th scope="col">${texts.state}</th><td></td></tr></thead>
<tbody>${sources.map((name) => renderSource(name, find(`pause:source:${name}`), visit))}</tbody></table></div>`
}</section>
<div class="cards">
<section class="card" aria-labelledby="llm"><h2 id="llm">${texts.llm}</h2>
${usesLlm(desk.config) ? html`<p>${texts.llmMeans}</p>${renderSwitch('/settings/llm', texts.llm, find('pause:llm'), visit)}` : html`<p class="muted">${texts.llmOff}</p>`}</section>
<section class="card" aria-labelledby="triage"><h2 id="triage">${texts.triage}</h2>
${
  triage === null
    ? html`<p class="muted">${texts.triageOff}</p>`
    : html`<p>${texts.triageMeans}</p>${renderSwitch('/settings/triage', texts.triage, stopped, visit)}<p><a href="/classifier">${texts.toClassifier}</a></p>`
}</section>
</div>`,
  )
}

type By = Pick<Switched, 'at' | 'who'>

const renderState = (by: By | null, { words, write }: Visitor): Markup =>
  by === null
    ? html`<span class="state good">${words.settings.runs}</span>`
    : html`<span class="state warn">${words.settings.paused(by.who)}</span> <span class="muted small">${write.time(by.at, 'ago')}</span>`

const renderButton = (path: string, name: string, by: By | null, { words, csrf }: Visitor): Markup => {
  const { settings: texts } = words
  return html`<form method="post" action="${path}"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="on" value="${by === null ? 'yes' : 'no'}"><button aria-label="${by === null ? texts.pauseThis(name) : texts.resumeThis(name)}">${by === null ? texts.pause : texts.resume}</button></form>`
}

const renderSource = (name: string, by: By | null, visit: Visitor): Markup =>
  html`<tr><th scope="row">${name}</th><td>${renderState(by, visit)}</td><td>${renderButton(`/settings/sources/${encodeURIComponent(name)}`, name, by, visit)}</td></tr>`

const renderSwitch = (path: string, name: string, by: By | null, visit: Visitor): Markup =>
  html`<div class="row">${renderState(by, visit)}${renderButton(path, name, by, visit)}</div>`
