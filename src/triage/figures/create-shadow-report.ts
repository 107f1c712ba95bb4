import type { TriageReport } from '../../../schemas/triage-report.ts'
import type { Clock } from '../../ops/clock.ts'
import { effectiveMode } from '../decide/effective-mode.ts'
import type { TriageSettings } from '../settings.ts'
import type { Thresholds } from '../thresholds.ts'
import type { TriageStore } from '../triage-store.ts'
import { composeTriageReport } from './compose-triage-report.ts'
import { costsInMinutes } from './costs-in-minutes.ts'
import { judgeAllEvidence } from './judge-all-evidence.ts'
import type { JudgedPrediction } from './judged-prediction.ts'

/** What was predicted at a help desk since (ms), against what agents left. Rejects with `TriageUnavailable`. */
export type ShadowReport = (query: { helpdesk: string; since: number }) => Promise<TriageReport>

/** `thresholds`: of a help desk. `model`: the one in use, of which thresholds are told; null: none. */
export const createShadowReport =
  ({
    store,
    thresholds,
    model,
    settings,
    clock,
  }: {
    store: Pick<TriageStore, 'evidence' | 'switches'>
    thresholds: (helpdesk: string) => Thresholds
    model: () => Promise<string | null>
    settings: TriageSettings
    clock: Clock
  }): ShadowReport =>
  async ({ helpdesk, since }) => {
    const names = Object.keys(settings.categories)
    const [switches, inUse] = await Promise.all([store.switches(), model()])
    const predictions: JudgedPrediction[] = []
    const leftOut = { open: 0, 'written-by-us': 0, corrected: 0, unequal: 0 }
    for await (const outcome of judgeAllEvidence(store, { helpdesk, since, endedOnly: false })) {
      if (outcome.kind === 'judged') predictions.push(outcome.judged)
      else leftOut[outcome.why] += 1
    }
    const { thresholdOf } = thresholds(helpdesk)
    const chosen = await Promise.all(
      names.map(async (name) => [name, await thresholdOf(name, inUse)] as const),
    )
    const { corrected } = leftOut
    const written = leftOut['written-by-us'] + corrected
    return composeTriageReport({
      kind: 'shadow',
      helpdesk,
      at: clock.now(),
      predictions,
      leftOut: written + leftOut.open + leftOut.unequal,
      thresholds: new Map(chosen),
      modes: new Map(names.map((name) => [name, effectiveMode({ triage: settings.triage, switches }, name)])),
      costs: costsInMinutes(settings.triage.costs),
      isRuleSure: settings.hasOwnCategories,
      remarks: written === 0 ? [] : [{ code: 'own-writes', tickets: written, corrected }],
    })
  }
