import type { AboutTarget, Bundle, Target } from '../../classify/bundles/bundle.ts'
import { targets } from '../../classify/bundles/bundle.ts'
import { type Comparison, compareJudged } from '../../classify/model/compare/compare-judged.ts'
import { evaluate } from '../../classify/model/evaluate/evaluate.ts'
import type { Judged } from '../../classify/model/judged.ts'
import { comparable } from '../../helpdesk/comparable.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { exitCode, isSet, requiredPositional, textOption, UsageError } from '../command.ts'
import { renderTable } from '../table.ts'
import { percentText, pointsText } from './figure-text.ts'
import { judgeBundle } from './judge-bundle.ts'
import type { ModelVerb } from './model-verb.ts'
import { openLanguages } from './open-languages.ts'
import { mostOf, readLabelled, readWantedTargets } from './read-labelled.ts'
import { warnOfStrangeLabels } from './warn-of-strange-labels.ts'

type Figures = Pick<AboutTarget, 'accuracy' | 'macroF1' | 'ece' | 'coverage' | 'precision'>

interface ComparedTarget {
  target: Target
  /** Null: this one does not tell it. */
  first: Figures | null
  second: Figures | null
  /** On the same texts; null: each has the figures of its own training. */
  comparison: Comparison | null
}

/** Two models side by side: by the figures of their trainings, or on the texts of a file, where chance can be told from difference. */
export const compareModels: ModelVerb = async (models, parsed, terminal) => {
  const first = await models.store.open(requiredPositional(parsed, 1, 'The name of the first model'))
  const second = await models.store.open(requiredPositional(parsed, 2, 'The name of the second model'))
  const file = parsed.positionals[3]
  const compared = file === undefined ? compareAbouts(first, second) : await compareOn(file, [first, second])
  if (isSet(parsed, 'json')) {
    terminal.stdout.write(
      `${JSON.stringify({ first: first.name, second: second.name, file: file ?? null, targets: compared })}\n`,
    )
    return exitCode.ok
  }
  terminal.stdout.write(render(compared, first.name, second.name, terminal))
  for (const { target, comparison } of compared)
    if (comparison !== null)
      terminal.stdout.write(`\n${target}: ${sayDifference(comparison, first.name, second.name)}\n`)
  if (file === undefined)
    terminal.stdout.write(
      '\nEach was judged on texts held out of its own training. Give a file with labels to judge both on the same texts.\n',
    )
  return exitCode.ok

  async function compareOn(path: string, pair: readonly [Bundle, Bundle]): Promise<ComparedTarget[]> {
    const shared = targets.filter((target) => pair.every((bundle) => bundle.models.has(target)))
    if (shared.length === 0) throw new UsageError('The two models have no target in common.')
    const { texts } = await readLabelled(path, {
      ...readWantedTargets(parsed, shared),
      textColumn: textOption(parsed, 'text-column'),
      most: mostOf(parsed),
      config: models.config,
      language: await openLanguages(),
    })
    return [...texts].map(([target, labelled]) => {
      const [one, other] = pair.map((bundle) => {
        const said = judgeBundle(bundle, target, labelled)
        warnOfStrangeLabels(said.strange, { name: bundle.name, target }, terminal)
        const threshold = bundle.about.targets.find((each) => each.target === target)?.about.threshold
        return { ...said, figures: figuresOf(said, threshold) }
      })
      if (one === undefined || other === undefined) throw new RangeError('Two models are compared.')
      return {
        target,
        first: one.figures,
        second: other.figures,
        comparison: compareJudged(alike(one.judged), alike(other.judged)),
      }
    })
  }
}

/** Either calls the classes as it knows them; by their names without case, accents and spaces they are the same. */
const alike = (judged: readonly Judged[]): Judged[] =>
  judged.map((each) => ({ ...each, label: fold(each.label), predicted: fold(each.predicted) }))

const fold = (label: string | null): string | null => (label === null ? null : comparable(label))

const figuresOf = (
  { judged, labels }: Pick<ReturnType<typeof judgeBundle>, 'judged' | 'labels'>,
  threshold: number | undefined,
): Figures => {
  const evaluation = evaluate(judged, { labels, ...(threshold === undefined ? {} : { threshold }) })
  return {
    accuracy: evaluation.accuracy,
    macroF1: evaluation.macroF1,
    ece: evaluation.reliability.ece,
    coverage: evaluation.decision.coverage,
    precision: evaluation.decision.precision ?? 0,
  }
}

const compareAbouts = (first: Bundle, second: Bundle): ComparedTarget[] => {
  const aboutOf = (bundle: Bundle, target: Target): Figures | null =>
    bundle.about.targets.find((each) => each.target === target)?.about ?? null
  return targets
    .map((target) => ({
      target,
      first: aboutOf(first, target),
      second: aboutOf(second, target),
      comparison: null,
    }))
    .filter((each) => each.first !== null || each.second !== null)
}

const measures = [
  ['accuracy', 'accuracy'],
  ['macroF1', 'macro-F1'],
  ['ece', 'calibration error'],
  ['coverage', 'decides'],
  ['precision', 'of which right'],
] as const satisfies readonly (readonly [keyof Figures, string])[]

/** Of what is never decided no part is right, and none is wrong. */
const figureOf = (figures: Figures | null, measure: keyof Figures): number | null =>
  figures === null || (measure === 'precision' && figures.coverage === 0) ? null : figures[measure]

const render = (
  compared: readonly ComparedTarget[],
  first: string,
  second: string,
  { stdout }: Terminal,
): string => {
  const lines = compared.flatMap((each) =>
    measures.map(([measure, title], at) => ({
      target: at === 0 ? each.target : '',
      title,
      one: figureOf(each.first, measure),
      other: figureOf(each.second, measure),
    })),
  )
  const show = (part: number | null) => (part === null ? '–' : percentText(part))
  return renderTable(
    lines,
    [
      { title: 'target', cell: ({ target }) => target },
      { title: 'measure', cell: ({ title }) => title },
      { title: first, cell: ({ one }) => show(one), align: 'right' },
      { title: second, cell: ({ other }) => show(other), align: 'right' },
      {
        title: 'points',
        cell: ({ one, other }) => (one === null || other === null ? '' : pointsText(other - one)),
        align: 'right',
      },
    ],
    stdout.isTTY === true,
  )
}

/** What is likely by chance in one of twenty comparisons is no finding. */
const significant = 0.05

const sayDifference = (comparison: Comparison, first: string, second: string): string => {
  const { texts, onlyFirst, onlySecond, chance, macroF1Interval } = comparison
  const counts = `of ${texts} texts ${second} has ${onlySecond} right that ${first} has wrong, and the other way round it is ${onlyFirst}`
  const verdict =
    onlyFirst === onlySecond
      ? 'Neither is ahead'
      : chance < significant
        ? `${onlySecond > onlyFirst ? 'It is better' : 'It is worse'}, and by more than chance`
        : 'That may be chance'
  const odds = chance < 0.001 ? 'p < 0.001' : `p = ${chance.toFixed(3)}`
  const { from, to } = macroF1Interval
  return `${counts}. ${verdict} (McNemar, ${odds}). Its macro-F1 is ${pointsText(from)} to ${pointsText(to)} points from the other's (95 % interval).`
}
