import { setImmediate } from 'node:timers/promises'
import type { EvidenceQuery, TriageStore } from '../triage-store.ts'
import { createEvidenceSelection } from './create-evidence-selection.ts'
import type { JudgedEvidence } from './judge-evidence.ts'

/** What a store in this process reads at once; see `createReadEvidence`. */
const atOnce = 250

/**
 * What the predictions of a help desk show, one after the other. A year of them takes seconds of the processor, and a store in this
 * process never waits for anything: after some hundred whatever else is to be done has its turn. Rejects with `TriageUnavailable`.
 */
export async function* judgeAllEvidence(
  store: Pick<TriageStore, 'evidence'>,
  query: EvidenceQuery,
): AsyncGenerator<JudgedEvidence> {
  const judge = createEvidenceSelection()
  let read = 0
  for await (const evidence of store.evidence(query)) {
    yield judge(evidence)
    read += 1
    if (read % atOnce === 0) await setImmediate()
  }
}
