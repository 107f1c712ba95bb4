import type { Evaluation } from '../model/evaluate/evaluation.ts'
import type { Warning } from './report.ts'

const fewTexts = 100
const smallClass = 10
const smallLanguage = 50
const largestShare = 0.8
/** Over the majority's share of mistakes: a model that leaves more of them than this has learnt little. */
const leastCure = 0.1
const largestEce = 0.1

/** What makes the figures of one target worth less than they look; worst first. `languages` are the texts that were learnt from. */
export const findWarnings = (
  { texts, classes, majority, accuracy, reliability, decision }: Evaluation,
  languages: Readonly<Record<string, number>>,
): Warning[] => {
  const warnings: Warning[] = []
  if (texts < fewTexts) warnings.push({ code: 'few-texts', texts })
  if (majority !== null && texts > 0) {
    if (majority.accuracy > largestShare)
      warnings.push({ code: 'one-class', label: majority.label, share: majority.accuracy })
    if (1 - accuracy > (1 - majority.accuracy) * (1 - leastCure))
      warnings.push({ code: 'no-better', accuracy, majority: majority.accuracy })
  }
  if (decision.basis === 'assumed')
    warnings.push({ code: 'precision-not-shown', wanted: decision.wanted, texts: decision.texts })
  // With few texts the error of calibration is large by luck alone, and the first warning says enough.
  if (texts >= fewTexts && reliability.ece > largestEce)
    warnings.push({ code: 'uncalibrated', ece: reliability.ece })
  const small = classes
    .filter(({ support }) => support < smallClass)
    .map(({ label, support }) => ({ label, texts: support }))
    .sort((one, other) => one.texts - other.texts)
  if (small.length > 0) warnings.push({ code: 'small-classes', classes: small })
  const rare = Object.entries(languages)
    .filter(([language, count]) => language !== 'und' && count < smallLanguage)
    .map(([language, count]) => ({ language, texts: count }))
    .sort((one, other) => other.texts - one.texts)
  if (rare.length > 0) warnings.push({ code: 'small-languages', languages: rare })
  return warnings
}
