import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { explainRuleFault } from './explain-rule-fault.ts'
import { type PlannedRule, planRule } from './plan-rule.ts'
import { modeOf, renderPreview, renderRuleForm } from './render-rule.ts'
import { classifyAgain, replayRules } from './replay-rules.ts'
import { type RuleFacts, readRuleOrder } from './rule-order.ts'

/** What a rule is made from; null: there is no such hand-off. */
const findFacts = async (visit: Visitor, desk: DeskDependencies): Promise<RuleFacts | 'erased' | null> => {
  const entry = await desk.ledger.find(visit.params['id'] ?? '')
  if (entry === null) return null
  const { source, handoff } = entry
  if (handoff === null) return 'erased'
  const { category } = entry.classification ?? (await classifyAgain(entry, desk))
  return { source, category, handoff, mode: modeOf(desk) }
}

const pageOf = (facts: RuleFacts, visit: Visitor, preview: Markup | null, status = 200): DeskAnswer => {
  const { rule: texts, toAll } = visit.words.repair
  const id = visit.params['id'] ?? ''
  return {
    kind: 'page',
    title: texts.title,
    place: 'repair',
    status,
    styles: ['repair.css'],
    body: html`<div class="head"><h1>${texts.title}</h1><a href="/repair">${toAll}</a></div><p class="muted">${texts.intro}</p>
${renderRuleForm(id, facts, visit)}<div id="preview" aria-live="polite">${preview}</div>`,
  }
}

const withFacts = async (
  visit: Visitor,
  desk: DeskDependencies,
  go: (facts: RuleFacts) => Promise<DeskAnswer>,
): Promise<DeskAnswer> => {
  const facts = await findFacts(visit, desk)
  if (facts === null) return { kind: 'not-found' }
  if (facts !== 'erased') return go(facts)
  const { title, erased } = { ...visit.words.repair.rule, ...visit.words.repair }
  return {
    kind: 'page',
    title,
    place: 'repair',
    status: 409,
    body: html`<div class="head"><h1>${title}</h1></div><p class="notice warn">${erased}</p>`,
  }
}

/** Where a rule is put together from a correction. */
export const showRule = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  withFacts(visit, desk, async (facts) => pageOf(facts, visit, null))

type Read = { ok: true; planned: PlannedRule } | { ok: false; fault: string }

const readAndPlan = async (facts: RuleFacts, visit: Visitor, desk: DeskDependencies): Promise<Read> => {
  const { rule: texts } = visit.words.repair
  const read = readRuleOrder(visit.form, facts, texts)
  if (!read.ok) return read
  const { rule, place } = read
  if (desk.policy.current()?.rules.some(({ name }) => name === rule.name) === true)
    return { ok: false, fault: texts.nameTaken }
  return { ok: true, planned: await planRule(rule, place, desk) }
}

const previewOf = async (planned: PlannedRule, visit: Visitor, desk: DeskDependencies): Promise<Markup> => {
  const before = desk.policy.current()
  const replay = planned.ok ? await replayRules({ before, after: planned.after }, desk) : null
  return renderPreview(visit.params['id'] ?? '', planned, replay, visit)
}

const alert = (text: string, kind: 'bad' | 'warn'): Markup =>
  html`<p class="notice ${kind}" role="alert">${text}</p>`

/** What the rule would have done to the last hand-offs; nothing is written. */
export const previewRule = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  withFacts(visit, desk, async (facts) => {
    const read = await readAndPlan(facts, visit, desk)
    const body = read.ok ? await previewOf(read.planned, visit, desk) : alert(read.fault, 'bad')
    const status = read.ok ? 200 : 422
    return visit.isPart ? { kind: 'part', body, status } : pageOf(facts, visit, body, status)
  })

/** Writes the rule that was shown, and takes the rules into use; with a fault in them the file is put back as it was. */
export const writeRuleToFile = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  withFacts(visit, desk, async (facts) => {
    const { rule: texts } = visit.words.repair
    const read = await readAndPlan(facts, visit, desk)
    if (!read.ok) return pageOf(facts, visit, alert(read.fault, 'bad'), 422)
    const { planned } = read
    const again = async (said: Markup, status: number) =>
      pageOf(facts, visit, html`${said}${await previewOf(planned, visit, desk)}`, status)
    const { policyFile } = desk
    if (!planned.ok || planned.text === null || planned.home.kind !== 'file' || policyFile === null)
      return pageOf(facts, visit, await previewOf(planned, visit, desk), 409)
    // Somebody has looked at exactly this.
    if (visit.form['digest'] !== planned.digest) return again(alert(texts.changed, 'warn'), 409)
    const { home } = planned
    const written = await policyFile.write(planned.text, home.hash)
    switch (written.kind) {
      case 'changed':
        return again(alert(texts.changed, 'warn'), 409)
      case 'not-writable':
        return again(alert(texts.notWritable(home.path, written.code), 'bad'), 409)
      case 'written': {
        const reloaded = await desk.policy.reload()
        if (reloaded.ok)
          return { kind: 'go', to: `/repair/${visit.params['id'] ?? ''}`, said: 'rule-written' }
        const restored = await policyFile.write(home.text, written.hash)
        const text = restored.kind === 'written' ? texts.reloadFailed : texts.notRestored
        const faults = reloaded.faults
          .slice(0, 20)
          .map(
            ({ path, message }) =>
              html`<li><code>${path}</code> ${explainRuleFault(message, visit.words)}</li>`,
          )
        return again(html`${alert(text, 'bad')}<ul>${faults}</ul>`, 409)
      }
      default:
        return written satisfies never
    }
  })
