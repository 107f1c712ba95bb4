import type { Bundle, Target } from '../../classify/bundles/bundle.ts'
import type { Encoder } from '../../classify/encoders/encoder.ts'
import { type Comparison, compareJudged } from '../../classify/model/compare/compare-judged.ts'
import { judgeTexts } from '../../classify/model/judge-texts.ts'
import { encodeTickets } from './encode-tickets.ts'
import type { TrainedTarget } from './train-target.ts'

/** More of them tell hardly more, and each is read by the other model too. */
const mostCompared = 5_000

/**
 * The model in use against a new one, on the tickets that are newer than what the one in use has learnt from, for the targets that
 * both tell; the newest 5,000 of them. Classes that the one in use does not know count against it, as they would in use. What ships has
 * learnt from none of them, and is compared only where it knows all the classes. A model that needs an encoder is compared when
 * `encoder` is the one. Throws `TrainingRefused` (later) when that does not answer; rejects with the signal's reason.
 */
export const compareOnNewer = async (
  inUse: Bundle,
  trained: ReadonlyMap<Target, TrainedTarget>,
  { encoder, signal }: { encoder: Encoder | null; signal: AbortSignal },
): Promise<Map<Target, Comparison>> => {
  const isStarter = inUse.name === 'starter'
  const until = isStarter
    ? Number.NEGATIVE_INFINITY
    : Date.parse(inUse.about.window?.to ?? inUse.about.trainedAt)
  const compared = new Map<Target, Comparison>()
  for (const [target, { heldOut, tickets, parts }] of trained) {
    const model = inUse.models.get(target)
    if (model === undefined) continue
    if (isStarter && !parts.labels.every((label) => model.labels.includes(label))) continue
    const needsEncoder = model.denseWidth > 0
    if (needsEncoder && inUse.about.encoder !== encoder?.name) continue
    const newer = heldOut
      .flatMap((judged) => {
        const ticket = tickets[judged.row]
        return ticket !== undefined && (ticket.createdAt ?? 0) > until ? [{ judged, ticket }] : []
      })
      .sort((one, other) => (other.ticket.createdAt ?? 0) - (one.ticket.createdAt ?? 0))
      .slice(0, mostCompared)
    const dense =
      needsEncoder && encoder !== null
        ? await encodeTickets(
            newer.map(({ ticket }) => ticket),
            { encoder, signal, onProgress: () => {} },
          )
        : null
    const before = judgeTexts(
      model,
      newer.map(({ judged, ticket }) => ({
        text: ticket.text,
        label: judged.label,
        language: null,
        dense: dense?.get(ticket),
      })),
    )
    compared.set(
      target,
      compareJudged(
        before,
        newer.map(({ judged }) => judged),
      ),
    )
  }
  return compared
}
