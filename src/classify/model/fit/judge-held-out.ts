import type { Example } from '../example.ts'
import type { Judged } from '../judged.ts'
import { type Confidence, confidenceOf, readStanding } from '../learn/confidence.ts'
import { type Scope, scopeScoreOf } from '../learn/scope.ts'
import type { UnseenScores } from './create-fitter.ts'

/** What a model with this confidence says of each example, by the scores of models that had not seen it. */
export const judgeHeldOut = (
  examples: readonly Example[],
  { scores, known, familiar }: UnseenScores,
  { labels, confidence, scope }: { labels: readonly string[]; confidence: Confidence; scope: Scope },
): Judged[] =>
  examples.map(({ label, language = null }, row) => {
    if (known[row] === 0)
      return { row, label, predicted: null, confidence: 0, inScope: false, runnerUp: null, language }
    const standing = readStanding(scores, row * labels.length, labels.length, confidence.temperature)
    return {
      row,
      label,
      predicted: labels[standing.first] ?? null,
      confidence: confidenceOf(confidence, standing),
      inScope:
        scopeScoreOf(scope, { margin: standing.margin, familiar: familiar[row] as number }) >= scope.least,
      runnerUp: labels[standing.second] ?? null,
      language,
    }
  })
