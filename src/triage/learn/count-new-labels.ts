import { judgeEvidence } from '../figures/judge-evidence.ts'
import type { TriageStore } from '../triage-store.ts'

/** Most tickets are solved within this after they came in; older ones that were solved since hardly count. */
const openForMs = 60 * 86_400_000

/**
 * Tickets that agents have resolved since and that tell their category: those that we filed ourselves and nobody changed do not count,
 * those that somebody corrected do. Throws `TriageUnavailable`.
 */
export const countNewLabels = async (
  store: Pick<TriageStore, 'evidence'>,
  { helpdesks, since }: { helpdesks: Iterable<string>; since: number },
): Promise<number> => {
  let labels = 0
  for (const helpdesk of helpdesks)
    for await (const evidence of store.evidence({
      helpdesk,
      since: Math.max(0, since - openForMs),
      endedOnly: true,
    })) {
      if ((evidence.endedAt ?? 0) <= since || (evidence.left?.category ?? null) === null) continue
      const judged = judgeEvidence(evidence)
      if (judged.kind === 'judged' || judged.why === 'corrected') labels += 1
    }
  return labels
}
