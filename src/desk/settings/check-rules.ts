import { html, type Markup } from '../../ops/html.ts'
import { type LoadedPolicy, loadPolicyFile } from '../../policy/load-policy.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { renderFaults } from './render-faults.ts'
import { ruleFormSchema } from './rule-form.ts'

/** Rules as they stand in the form, as strictly checked as at a start. */
export const parseRules = (
  text: string,
  { policyFile, policyNames }: Pick<DeskDependencies, 'policyFile' | 'policyNames'>,
): LoadedPolicy => loadPolicyFile(policyFile?.path ?? '', policyNames, () => text)

/** What the check says, in words. */
export const renderCheck = (loaded: LoadedPolicy, visit: Visitor): Markup => {
  const { settings: texts } = visit.words
  if (!loaded.ok) return renderFaults(texts.rulesFaulty, loaded.faults, 'bad', visit)
  const count = texts.ruleCount(visit.write.number(loaded.policy.rules.length))
  return html`<p class="notice">${texts.rulesGood} ${count}</p>${
    loaded.warnings.length === 0 ? null : renderFaults(texts.rulesWarnings, loaded.warnings, 'warn', visit)
  }`
}

/** A part: whether the rules in the form could be used. Nothing is written. */
export const checkRules = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const form = ruleFormSchema.safeParse(visit.form)
  if (!form.success)
    return {
      kind: 'part',
      body: html`<p class="notice bad">${visit.words.settings.rulesTooLong}</p>`,
      status: 422,
    }
  return { kind: 'part', body: renderCheck(parseRules(form.data.text, desk), visit) }
}
