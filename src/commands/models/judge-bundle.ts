import type { Bundle, Target } from '../../classify/bundles/bundle.ts'
import { judgeTexts } from '../../classify/model/judge-texts.ts'
import type { Judged } from '../../classify/model/judged.ts'
import { ModelRefused } from '../../classify/model/model-file.ts'
import { createLabelMatcher } from './match-label.ts'
import type { LabelledText } from './read-labelled.ts'

/** What a bundle says of texts whose class is known. Throws `ModelRefused` when it cannot be asked here. */
export const judgeBundle = (
  bundle: Bundle,
  target: Target,
  texts: readonly LabelledText[],
): { labels: readonly string[]; judged: Judged[]; strange: { label: string; texts: number }[] } => {
  const model = bundle.models.get(target)
  if (model === undefined) throw new ModelRefused(`${bundle.name} tells no ${target}.`)
  if (bundle.about.encoder !== null)
    throw new ModelRefused(
      `${bundle.name} was trained with the encoder ${bundle.about.encoder}; its figures are those of its training: relevo models show ${bundle.name}.`,
    )
  const match = createLabelMatcher(model.labels)
  const known = new Set(model.labels)
  const judged = judgeTexts(
    model,
    texts.map((text) => ({ ...text, label: match(text.label) })),
  )
  const strange = Map.groupBy(
    judged.flatMap(({ label }) => (label === null || known.has(label) ? [] : [label])),
    (label) => label,
  )
  return {
    labels: model.labels,
    judged,
    strange: [...strange].map(([label, all]) => ({ label, texts: all.length })),
  }
}
