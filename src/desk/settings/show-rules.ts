import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { multiline } from '../page/multiline.ts'
import type { Visitor } from '../visit.ts'
import { settingsPage } from './render-settings.ts'

export interface RuleEditor {
  text: string
  hash: string
  /** What came of the last try to save; null: there was none. */
  remark: Markup | null
  status: number
}

/** The company's rules, to be changed where they stand in a file of their own. */
export const showRules = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { settings: texts } = visit.words
  const current = desk.policy.current()
  const head = html`<dl class="facts"><dt>${texts.rulesInUse}</dt><dd>${
    current === null ? texts.noRules : texts.ruleCount(visit.write.number(current.rules.length))
  }</dd>${current === null ? null : html`<dt>${texts.rulesVersion}</dt><dd><code>${current.version}</code></dd>`}</dl>`
  if (desk.policyFile === null)
    return settingsPage(
      visit,
      'rules',
      html`<section class="card" aria-labelledby="rules"><h2 id="rules">${texts.places.rules}</h2>${head}<p class="notice">${texts.rulesElsewhere}</p></section>`,
    )
  const file = await desk.policyFile.read()
  if (file === null)
    return settingsPage(
      visit,
      'rules',
      html`<section class="card" aria-labelledby="rules"><h2 id="rules">${texts.places.rules}</h2>${head}<p class="notice bad" role="alert">${texts.rulesUnreadable(desk.policyFile.path)}</p></section>`,
      { status: 503 },
    )
  return renderRuleEditor(
    visit,
    { path: file.path, head },
    { text: file.text, hash: file.hash, remark: null, status: 200 },
  )
}

/** The form, with what is to be said of it. */
export const renderRuleEditor = (
  visit: Visitor,
  { path, head }: { path: string; head: Markup | null },
  { text, hash, remark, status }: RuleEditor,
): DeskAnswer => {
  const { words, csrf } = visit
  const { settings: texts } = words
  return settingsPage(
    visit,
    'rules',
    html`<section class="card" aria-labelledby="rules"><h2 id="rules">${texts.places.rules}</h2>${head}
<p class="muted">${texts.rulesMean} <code>${path}</code></p>
<form method="post" action="/settings/rules" id="rule-form"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="hash" value="${hash}">
<label>${texts.rulesText}<textarea class="code" name="text" rows="24" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off">\n${multiline(text)}</textarea></label>
<div class="row"><button type="button" hx-post="/settings/rules/check" hx-target="#rule-remark">${texts.rulesCheck}</button><button type="button" hx-post="/settings/rules/try" hx-target="#rule-remark">${texts.rulesTry}</button><button class="primary">${texts.rulesSave}</button></div>
<div class="row"><label>${texts.rulesExplainId}<input name="id" autocomplete="off" placeholder="ho_…"></label><button type="button" hx-post="/settings/rules/explain" hx-target="#rule-remark">${texts.rulesExplain}</button></div>
</form>
<div id="rule-remark" aria-live="polite">${remark}</div></section>`,
    { status, styles: ['settings.css'] },
  )
}
