import * as z from 'zod'
import { html, type Markup } from '../../ops/html.ts'
import { evaluatePolicy } from '../../policy/evaluate-policy.ts'
import type { RuleResult } from '../../policy/policy.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { factsOf } from '../repair/replay-rules.ts'
import type { Visitor } from '../visit.ts'
import { parseRules, renderCheck } from './check-rules.ts'
import { ruleFormSchema } from './rule-form.ts'

const orderSchema = ruleFormSchema.extend({ id: z.string().trim().min(1).max(64) })

/** A part: which rules of the form apply to one hand-off, and why the others do not. Nothing is written. */
export const explainRules = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { settings: texts } = visit.words
  const missing: DeskAnswer = {
    kind: 'part',
    body: html`<p class="notice warn">${texts.explainMissing}</p>`,
    status: 404,
  }
  const order = orderSchema.safeParse(visit.form)
  if (!order.success) return missing
  const loaded = parseRules(order.data.text, desk)
  if (!loaded.ok) return { kind: 'part', body: renderCheck(loaded, visit) }
  const entry = await desk.ledger.find(order.data.id)
  const facts = entry === null ? null : await factsOf(entry, desk, loaded.policy.asksHistory)
  if (facts === null) return missing
  const { rules } = evaluatePolicy(loaded.policy, facts)
  return {
    kind: 'part',
    body: html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.rulesExplain}: ${visit.words.common.table}"><table>
<thead><tr><th scope="col">${texts.explainRule}</th><th scope="col">${texts.explainResult}</th><th scope="col">${texts.explainWhy}</th></tr></thead>
<tbody>${rules.map((result) => renderResult(result, visit))}</tbody></table></div>`,
  }
}

const classOf = { matched: 'good', missed: '', 'not-reached': 'warn' } as const

const renderResult = (result: RuleResult, { words }: Visitor): Markup => {
  const { settings: texts } = words
  return html`<tr><th scope="row">${result.rule}</th><td><span class="state ${classOf[result.kind]}">${texts.explainResults[result.kind]}</span></td><td>${whyOf(result, texts)}</td></tr>`
}

const whyOf = (result: RuleResult, texts: Visitor['words']['settings']): string => {
  switch (result.kind) {
    case 'matched':
      return ''
    case 'missed':
      return texts.explainMiss(result.miss.condition, result.miss.wanted, result.miss.saw)
    case 'not-reached':
      return texts.explainEnded(result.by)
    default:
      return result satisfies never
  }
}
