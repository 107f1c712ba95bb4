import type { Target } from '../../classify/bundles/bundle.ts'
import { comparable } from '../../helpdesk/comparable.ts'
import { describeUnlearnable } from '../../training/describe-unlearnable.ts'
import type { MadeBundle } from '../../training/make-bundle.ts'
import type { TargetWarning } from '../../training/targets/choose-examples.ts'

const percent = (part: number): string => `${Math.round(part * 100)} %`

/** What a person should know of a training besides its figures, a sentence each. */
export const describeTraining = ({
  left,
  warnings,
  cleaned,
  strange,
}: Pick<MadeBundle, 'left' | 'warnings' | 'cleaned' | 'strange'>): string[] => [
  ...[...left].map(([target, why]) => `Not learnt: ${target}; ${describeUnlearnable(why)}`),
  ...[...warnings].flatMap(([target, all]) => all.map((warning) => describeWarning(target, warning))),
  ...(cleaned.overLong > 0
    ? [`Of ${cleaned.overLong} texts only the first 20,000 characters were read.`]
    : []),
  ...(strange.length > 0
    ? [
        `These are no configured categories, so that nothing is filed under them yet: ${names(strange)}. Put each among the "names" of a category in the configuration (such as categories: { ${keyOf(strange[0] ?? '')}: { names: [${JSON.stringify(strange[0] ?? '')}] } }), and train again.`,
      ]
    : []),
]

/** A key that a configuration takes: lower-case letters, digits and hyphens. */
const keyOf = (label: string): string =>
  comparable(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '') || 'mine'

const mostNamed = 8

const names = (all: readonly string[]): string =>
  `${all.slice(0, mostNamed).join(', ')}${all.length > mostNamed ? ` and ${all.length - mostNamed} more` : ''}`

const describeWarning = (target: Target, warning: TargetWarning): string => {
  switch (warning.code) {
    case 'coded':
      return `${target}: its classes are codes (${names(warning.labels)}); with words for them, fewer texts would do.`
    case 'dominated':
      return `${target}: ${percent(warning.share)} of the texts are "${warning.label}"; look at macro-F1 rather than at accuracy.`
    case 'rare':
      return `${target}: too few texts, not learnt: ${names(warning.classes.map(({ label, texts }) => `${label} (${texts})`))}.`
    default:
      return warning satisfies never
  }
}
