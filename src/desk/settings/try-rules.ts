import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { renderReplay } from '../repair/render-replay.ts'
import { replayRules } from '../repair/replay-rules.ts'
import type { Visitor } from '../visit.ts'
import { parseRules, renderCheck } from './check-rules.ts'
import { ruleFormSchema } from './rule-form.ts'

/** A part: what would have gone differently with the last hand-offs by the rules in the form. Nothing is written. */
export const tryRules = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { settings: texts } = visit.words
  const form = ruleFormSchema.safeParse(visit.form)
  if (!form.success)
    return { kind: 'part', body: html`<p class="notice bad">${texts.rulesTooLong}</p>`, status: 422 }
  const loaded = parseRules(form.data.text, desk)
  if (!loaded.ok) return { kind: 'part', body: renderCheck(loaded, visit) }
  const replay = await replayRules({ before: desk.policy.current(), after: loaded.policy }, desk)
  const changed = visit.write.number(replay.differences.length)
  return {
    kind: 'part',
    body: html`<p>${texts.replayed(visit.write.number(replay.looked), changed)}</p>${renderReplay(replay, visit)}`,
  }
}
