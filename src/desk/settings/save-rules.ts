import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { parseRules, renderCheck } from './check-rules.ts'
import { renderFaults } from './render-faults.ts'
import { ruleFormSchema } from './rule-form.ts'
import { renderRuleEditor } from './show-rules.ts'

/** Writes the rules and takes them into use; faulty ones, and those that somebody has changed meanwhile, are not written. */
export const saveRules = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { settings: texts } = visit.words
  const { policyFile } = desk
  const form = ruleFormSchema.safeParse(visit.form)
  if (policyFile === null || !form.success) return { kind: 'not-found' }
  const { text, hash } = form.data
  const refuse = (remark: ReturnType<typeof html>, status: number) =>
    renderRuleEditor(visit, { path: policyFile.path, head: null }, { text, hash, remark, status })
  const loaded = parseRules(text, desk)
  if (!loaded.ok) return refuse(renderCheck(loaded, visit), 422)
  const written = await policyFile.write(text, hash)
  switch (written.kind) {
    case 'changed':
      return refuse(html`<p class="notice bad" role="alert">${texts.rulesChanged}</p>`, 409)
    case 'not-writable':
      return refuse(html`<p class="notice bad" role="alert">${texts.rulesReadOnly(written.code)}</p>`, 409)
    case 'written': {
      const reloaded = await desk.policy.reload()
      if (reloaded.ok) return { kind: 'go', to: '/settings/rules', said: 'rules-saved' }
      // The rest of the configuration is at fault, or somebody wrote in between: the rules that were there go on.
      return renderRuleEditor(
        visit,
        { path: policyFile.path, head: null },
        {
          text,
          hash: written.hash,
          remark: renderFaults(texts.rulesNotUsed, reloaded.faults, 'bad', visit),
          status: 409,
        },
      )
    }
    default:
      return written satisfies never
  }
}
