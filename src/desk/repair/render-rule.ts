import { describeCategory } from '../../classify/describe-category.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { multiline } from '../page/multiline.ts'
import type { Visitor } from '../visit.ts'
import { fieldTitle } from './explain-reason.ts'
import { explainRuleFault } from './explain-rule-fault.ts'
import type { PlannedRule, RuleHome } from './plan-rule.ts'
import { customText } from './read-correction.ts'
import { renderReplay } from './render-replay.ts'
import { type Replay, replayed } from './replay-rules.ts'
import { fieldTick, type RuleFacts, rulePlaces } from './rule-order.ts'
import { readFixed } from './show-handoff.ts'

const mostShown = 20
const longest = 120
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

/** What a person chooses; filled with what was just corrected, or with what was chosen before. */
export const renderRuleForm = (id: string, facts: RuleFacts, visit: Visitor): Markup => {
  const { words, csrf } = visit
  const { rule: texts, form } = words.repair
  const { source, category, handoff, mode } = facts
  const fixed = readFixed(visit)
  const again = visit.form['name'] !== undefined
  const names = Object.keys(handoff.customFields)
  // Who comes by another way has most likely filled in fields.
  const corrected = (field: string): boolean =>
    fixed.length > 0 ? fixed.includes(field) : field.startsWith('custom:')
  const tick = (name: string, label: string, first: boolean): Markup =>
    html`<label class="check"><input type="checkbox" name="${name}" value="yes"${(again ? visit.form[name] === 'yes' : first) ? html` checked` : null}> ${label}</label>`
  const text = (name: string, label: string, first: string, hint?: string): Markup => {
    const given = visit.form[name]
    return html`<div class="field"><label for="rule-${name}">${label}</label><input id="rule-${name}" name="${name}" value="${typeof given === 'string' ? given : first}" autocomplete="off"${hint === undefined ? null : html` aria-describedby="rule-${name}-hint"`}>${hint === undefined ? null : html`<span class="hint" id="rule-${name}-hint">${hint}</span>`}</div>`
  }
  const proposed = names.filter((name) => corrected(`custom:${name}`)).map(fieldTitle)
  if (corrected('priority')) proposed.push(form.priority)
  if (corrected('tags')) proposed.push(form.tags)
  const place = visit.form['place'] ?? (mode === 'first' ? 'add' : 'last')
  return html`<form class="card" method="post" action="/repair/${id}/rule/preview" hx-post="/repair/${id}/rule/preview" hx-target="#preview" hx-swap="innerHTML">
<input type="hidden" name="_csrf" value="${csrf}">
${text('name', texts.name, texts.proposedName(`${proposed.join(', ') || form.fields} (${source})`).slice(0, 100))}
<div class="cards"><fieldset><legend>${texts.when}</legend>
${tick('source', texts.whenSource(source), true)}${category === null ? null : tick('category', texts.whenCategory(describeCategory(category, visit.language)), true)}
${text('words', texts.whenWords, '', texts.wordsHint)}</fieldset>
<fieldset><legend>${texts.follows}</legend>
${names.map((name) => tick(`${fieldTick}${name}`, texts.thenField(fieldTitle(name), cut(customText(handoff.customFields[name]))), corrected(`custom:${name}`)))}
${handoff.priority === null ? null : tick('priority', texts.thenPriority(words.common.priorities[handoff.priority]), corrected('priority'))}
${handoff.tags.length === 0 ? null : tick('tags', texts.thenTags(handoff.tags.join(', ')), corrected('tags'))}
${text('group', texts.thenGroup, '', texts.thenGroupHint)}</fieldset>
<fieldset><legend>${texts.place}</legend>${rulePlaces.map((each) => html`<label class="check"><input type="radio" name="place" value="${each}"${each === place ? html` checked` : null}> ${texts.places[each]}</label>`)}</fieldset></div>
<p class="row"><button class="primary">${texts.preview}</button></p></form>`
}

const homeText = (home: RuleHome, { words }: Visitor): string => {
  const { rule: texts } = words.repair
  switch (home.kind) {
    case 'file':
      return texts.file(home.path)
    case 'unreadable':
      return texts.unreadable(home.path)
    case 'configuration':
      return home.empty ? texts.pasteNew : texts.paste
    default:
      return home satisfies never
  }
}

/** The rule as it would stand in the file, to be copied where it is not written from here. */
export const renderRuleText = (rule: string, { words }: Visitor): Markup =>
  html`<h3>${words.repair.rule.text}</h3><pre class="rule-text" id="rule-text" tabindex="0">${multiline(rule)}</pre><p class="row"><button type="button" data-copy="rule-text" data-copied="${words.common.copied}">${words.common.copy}</button></p>`

/** What the rule would have done, and the button that writes it where that can be done from here. */
export const renderPreview = (
  id: string,
  planned: PlannedRule,
  replay: Replay | null,
  visit: Visitor,
): Markup => {
  const { words, write, csrf, form } = visit
  const { rule: texts } = words.repair
  if (!planned.ok)
    return html`<section class="card" aria-labelledby="preview-title"><h2 id="preview-title">${texts.previewTitle}</h2>${
      planned.faults === null
        ? html`<p class="notice warn">${planned.home.kind === 'unreadable' ? homeText(planned.home, visit) : texts.notAdded}</p>`
        : html`<p class="notice bad">${texts.faults}</p><ul>${planned.faults.slice(0, mostShown).map(({ path, message }) => html`<li><code>${path}</code> ${explainRuleFault(message, visit.words)}</li>`)}</ul>`
    }${renderRuleText(planned.rule, visit)}</section>`
  const chosen = Object.entries(form).filter(
    (field): field is [string, string] =>
      field[0] !== '_csrf' && field[0] !== 'digest' && typeof field[1] === 'string',
  )
  return html`<section class="card" aria-labelledby="preview-title"><h2 id="preview-title">${texts.previewTitle}</h2>
${
  replay === null
    ? null
    : replay.differences.length === 0
      ? html`<p class="notice">${texts.none}</p>`
      : html`<p>${texts.some(write.number(replay.differences.length))}</p>${renderReplay(replay, visit)}`
}
${renderRuleText(planned.rule, visit)}
<p>${homeText(planned.home, visit)}</p>
${
  planned.text === null
    ? null
    : html`<form method="post" action="/repair/${id}/rule"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="digest" value="${planned.digest}">${chosen.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<p class="row"><button class="primary">${texts.write}</button></p></form>`
}<p class="muted small">${texts.looked(write.number(replay?.looked ?? replayed))}</p></section>`
}

/** Of the rules in force. */
export const modeOf = ({ policy }: Pick<DeskDependencies, 'policy'>): 'first' | 'all' =>
  policy.current()?.mode ?? 'first'
